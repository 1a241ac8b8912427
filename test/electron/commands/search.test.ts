import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { search } from '../../../electron/commands/search.ts';
import { startFile } from '../database/files.ts';
import { pushed, upsert } from '../timeline/core.ts';

it('finds by person and by words what the app had no time to index', async () => {
  const core = startFile();
  core.names.putPeople([{ id: 7, firstName: 'Jan', lastName: 'Peeters', employeeNumber: null }]);
  const data = dirname(core.path);
  const run = async (...args: string[]) => {
    const lines: { assignmentId: number }[] = [];
    const print = (line: string) => void lines.push(JSON.parse(line));
    expect(await search(['--json', '--data', data, ...args], { env: {}, print, say: () => {}, now: Date.now })).toBe(0);
    return lines.map(({ assignmentId }) => assignmentId);
  };
  core.apply(upsert(1, 'A'), pushed());
  expect(await run('--person', '7')).toEqual([1]);
  core.apply(upsert(2, 'A'), pushed());
  expect(await run('--person', '7')).toEqual([2, 1]);
  core.apply(upsert(3, 'A'), pushed());
  expect(await run('peeters')).toEqual([3, 2, 1]);
  expect(await run('--limit', '1')).toEqual([3]);
});
