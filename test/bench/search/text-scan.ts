import { execFileSync, spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { openQueries } from '../../../electron/database/queries.ts';

/** The log as JSON Lines, as an export of everything has it, with the names and comments the search looks at. */
export const writeJsonLines = async (logPath: string, path: string): Promise<void> => {
  const queries = openQueries(logPath);
  const file = createWriteStream(path);
  const lines = queries.db.prepare<[], { line: string }>(
    `SELECT json_object('seq', c.seq, 'seen', c.seen_at_ms, 'kinds', c.kinds, 'source', c.source,
       'person', p.first_name || ' ' || p.last_name, 'changes', json(c.changes), 'after', json(c.after)) AS line
     FROM change c LEFT JOIN person p ON p.id = c.person_id ORDER BY c.seq`,
  );
  let chunk: string[] = [];
  for (const { line } of lines.iterate()) {
    if (chunk.push(line) < 1000) continue;
    if (!file.write(`${chunk.join('\n')}\n`)) await new Promise<void>((resolve) => file.once('drain', () => resolve()));
    chunk = [];
  }
  file.end(chunk.length > 0 ? `${chunk.join('\n')}\n` : '');
  await finished(file);
  queries.close();
};

const has = (program: string): boolean => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;

/** What people search a log with: ripgrep where it is installed, else grep, which reads the same bytes. */
export const scanner = (): { name: string; count: (pattern: string, path: string) => number } | undefined => {
  const program = ['rg', 'grep'].find(has);
  if (!program) return undefined;
  return {
    name: program === 'rg' ? 'ripgrep' : 'grep',
    count: (pattern, path) => Number(execFileSync(program, ['-c', pattern, path], { encoding: 'utf8' })),
  };
};
