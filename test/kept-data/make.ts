import { openKeyFile } from '../../electron/storage/secret-box.ts';
import '../../electron/require-node.ts';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { restoreBackup } from '../../electron/database/maintenance/restore.ts';
import { migrations } from '../../electron/database/migrations/index.ts';
import { databasePathIn, keyPathIn } from '../../electron/storage/data-folder.ts';
import { VERSION } from '../../electron/version.ts';
import { dayOf } from '../../shared/time.ts';
import { openFolder, type Question, readContents } from './contents.ts';
import { inShort, writeExpected } from './expected.ts';
import { keptPath, pack, unpack } from './folder.ts';
import type { End } from './story.ts';

/*
 * Makes a data folder with the app as it is now, keeps it, and writes down what it shows: node test/kept-data/make.ts.
 * The files that are kept are never made again: they are what somebody's computer holds.
 */

// Days in what it shows are those of the tests.
process.env.TZ = 'Europe/Brussels';

/** Lives the story to its violent end. */
const live = async (dataDir: string): Promise<End> => {
  const story = fork(fileURLToPath(new URL('story.ts', import.meta.url)), [dataDir]);
  const ended = once(story, 'exit');
  const [end] = await Promise.race([
    once(story, 'message') as Promise<[End]>,
    ended.then(() => Promise.reject(new Error('the story did not come to its end'))),
  ]);
  story.disconnect();
  await ended;
  return end;
};

const questionsAbout = ({ atMs, forgottenName }: End): Question[] => {
  const yesterday = new Date(atMs - 86_400_000).toISOString();
  const search = (keep: number, ...args: string[]): Question => ({
    command: 'search',
    args: [...args, '--limit', '100000'],
    keep,
  });
  return [
    { command: 'plan', args: [], keep: 100_000 },
    { command: 'plan', args: ['--deleted'], keep: 0 },
    { command: 'plan', args: ['--person', '1001', '--as-of', yesterday], keep: 20 },
    search(20),
    search(10, 'fontaine'),
    search(10, 'verstraeten'),
    search(5, 'verst'),
    search(10, '0033'),
    search(10, '"an unsigned word"'),
    search(10, 'changed', 'night'),
    search(0, ...forgottenName.split(' ')),
    search(20, '--kind', 'rejected'),
    search(10, '--kind', 'deleted'),
    search(10, '--outcome', 'stale,duplicate'),
    search(10, '--source', 'sync', '--seen-until', yesterday),
    search(10, '--seen-from', yesterday, '--kind', 'comment'),
    search(10, '--person', '1004', '--from', dayOf(atMs), '--until', dayOf(atMs + 6 * 86_400_000)),
  ];
};

const temporary = (): string => mkdtempSync(join(tmpdir(), 'kept-data-'));

const read = async (dataDir: string, atMs: number, questions: readonly Question[]) => {
  await using monitor = await openFolder(dataDir, atMs);
  return await readContents(monitor, dataDir, atMs, questions);
};

const name = `${VERSION}-schema-${migrations.at(-1)?.version}-${dayOf(Date.now())}`;
// Fails where there is one: it is never made again.
mkdirSync(keptPath(name));
const dirs = [temporary(), temporary()] as const;
try {
  const [dataDir, copy] = dirs;
  const end = await live(dataDir);
  pack(dataDir, name);

  const questions = questionsAbout(end);
  unpack(name, copy);
  const contents = await read(copy, end.atMs, questions);
  restoreBackup(databasePathIn(copy), 'newest', end.atMs, openKeyFile(keyPathIn(copy)));
  const restored = inShort(await read(copy, end.atMs, questions));
  writeExpected(name, { ...end, contents, restored });
  process.stdout.write(`${keptPath(name)}\n`);
} finally {
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
}
