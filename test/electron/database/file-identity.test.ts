import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { rememberFiles } from '../../../electron/database/file-identity.ts';
import { openIndexFile } from '../../../electron/database/search/index-file.ts';
import { createWriter } from '../../../electron/database/writer.ts';
import { startFile } from './files.ts';

const start = () => {
  const { path, db, values } = startFile();
  const errors: unknown[] = [];
  const files = rememberFiles(path);
  const writer = createWriter(db, {
    checkFiles: files.check,
    onWriteResult: (error) => {
      if (error) errors.push(error);
    },
  });
  const write = () => writer.write(() => values.set('tenant', 'x'));
  return { path, errors, write };
};
const MOVED = expect.objectContaining({ code: 'moved' });

it.each([
  [
    'deleted',
    (path: string) => {
      for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix);
    },
  ],
  ['deleted without its write-ahead file', (path: string) => rmSync(path)],
  ['left without its write-ahead file', (path: string) => rmSync(`${path}-wal`)],
  ['left without its locks', (path: string) => rmSync(`${path}-shm`)],
  [
    'replaced by a copy',
    (path: string) => {
      copyFileSync(path, `${path}.copy`);
      renameSync(`${path}.copy`, path);
    },
  ],
])('does not settle a write to a database that was %s', async (_how, damage) => {
  const { path, errors, write } = start();
  await write();
  damage(path);
  await expect(write()).rejects.toEqual(MOVED);
  expect(errors).toEqual([MOVED]);
});

it('continues when a moved folder is back', async () => {
  const { path, write } = start();
  const [dir, elsewhere] = [dirname(path), `${dirname(path)}-moved`];
  renameSync(dir, elsewhere);
  await expect(write()).rejects.toEqual(MOVED);
  renameSync(elsewhere, dir);
  await write();
});

it('leaves nothing where a database was moved away', () => {
  const { path } = start();
  const elsewhere = join(dirname(path), 'elsewhere');
  mkdirSync(elsewhere);
  for (const suffix of ['', '-wal', '-shm']) renameSync(path + suffix, join(elsewhere, basename(path) + suffix));
  expect(() => openIndexFile(path, 0)).toThrow(expect.objectContaining({ code: 'missing' }));
  expect(existsSync(path)).toBe(false);
});
