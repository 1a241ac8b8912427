import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startFile } from '../electron/database/files.ts';
import { pushed, upsert } from '../electron/ingest/core.ts';
import { runCli, tempDir } from './app.ts';

const EVIL = 'x\u001b]0;title\u0007\u001b[2J\u009b31m\r\n2026-03-10  forged line\u202e\u2066\u2028';

/** Everything but the line breaks between lines. */
const HARMFUL = /[^\P{Cc}\n]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

it.each([
  ['plan', ['plan']],
  ['rejections', ['rejections']],
  ['search', ['search']],
  ['search for words', ['search', 'forged']],
  ['status', ['status']],
  ['export', ['export', '--out', `missing/${EVIL}`]],
  ['an unknown word', ['plan', `--from=${EVIL}`]],
])('a terminal obeys nothing in the output of %s, and no line is forged', async (_name, args) => {
  const data = tempDir();
  const { names, apply, db } = startFile(join(data, 'planner.db'));
  names.putPeople([{ id: 7, firstName: EVIL, lastName: 'Peeters', employeeNumber: null }]);
  apply(upsert(1, 'A', { person: { id: 7 }, comments: 'before' }), pushed());
  apply(upsert(1, 'B', { person: { id: 7 }, comments: EVIL, isRejected: true }), pushed());
  db.close();
  for (const more of [[], ['--json']]) {
    const { stdout, stderr } = await runCli([...args, ...more, '--data', data]);
    expect(stdout + stderr).not.toMatch(HARMFUL);
    expect(stdout + stderr).not.toMatch(/^2026-03-10 {2}forged/m);
    if (more.length > 0)
      for (const line of stdout.trim().split('\n').filter(Boolean)) expect(() => JSON.parse(line)).not.toThrow();
  }
});
