import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase } from '../../../electron/database/database.ts';
import { createWriter, type WriterOptions } from '../../../electron/database/writer.ts';
import { eventually } from '../../eventually.ts';
import { databasePath } from './files.ts';

const migrations = [{ version: 1, sql: 'CREATE TABLE a (n INTEGER PRIMARY KEY) STRICT' }];

const start = (options: WriterOptions = {}) => {
  const path = databasePath();
  const db = openDatabase(path, { migrations, busyTimeoutMs: 1 });
  onTestFinished(() => db.close());
  const commits: string[] = [];
  const storage: unknown[] = [];
  const writer = createWriter(db, {
    hooks: { begin: () => commits.push('begin'), end: () => commits.push('end') },
    onWriteResult: (error) => storage.push(error === undefined ? 'fine' : (error as { code: string }).code),
    ...options,
  });
  const insert = db.prepare('INSERT INTO a VALUES (?)');
  const add = (n: number) => writer.write(() => insert.run(n).changes);
  const rows = () =>
    db
      .prepare<[], { n: number }>('SELECT n FROM a ORDER BY n')
      .all()
      .map(({ n }) => n);
  return { path, db, writer, add, rows, commits, storage };
};

it('commits all queued tasks at once and resolves each', async () => {
  const { add, rows, commits, storage } = start();
  expect(await Promise.all([1, 2, 3, 4].map(add))).toEqual([1, 1, 1, 1]);
  expect(rows()).toEqual([1, 2, 3, 4]);
  expect([commits, storage]).toEqual([['begin', 'end'], ['fine']]);
});

it('a failing task does not affect the others', async () => {
  const { writer, add, rows } = start();
  const results = await Promise.allSettled([
    add(1),
    writer.write(() => {
      throw new Error('mine');
    }),
    add(2),
    add(2),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
  expect(rows()).toEqual([1, 2]);
});

it('waits silently for another writer up to the busy timeout', async () => {
  // With a clock that stands still, its deadline never passes.
  const now = vi.fn(() => 0);
  const { path, add, rows, storage } = start({ now });
  const other = hold(path);
  const waiting = add(1);
  // Read once when the task was added, and at each attempt that found the database locked.
  await eventually(() => expect(now.mock.calls.length).toBeGreaterThan(3));
  expect(rows()).toEqual([]);
  other.close();
  expect(await waiting).toBe(1);
  expect(storage).toEqual(['fine']);
});

it('fails after the timeout, and works again when the other writer is done', async () => {
  let nowMs = 0;
  const { path, add, rows, storage } = start({ lockTimeoutMs: 100, now: () => (nowMs += 30) });
  const other = hold(path);
  const results = await Promise.allSettled([add(1), add(2)]);
  expect(results.map((result) => result.status === 'rejected' && result.reason.code)).toEqual([
    'SQLITE_BUSY',
    'SQLITE_BUSY',
  ]);
  other.close();
  expect(await add(3)).toBe(1);
  expect(rows()).toEqual([3]);
  expect(storage.at(-1)).toBe('fine');
  expect(storage.filter((said) => said === 'SQLITE_BUSY')).not.toEqual([]);
});

it('rejects all tasks when the commit fails, and reports it', async () => {
  const { db, add, rows, storage } = start();
  // A real error of SQLite, the same as on a file system that has become read-only.
  db.exec('PRAGMA query_only = ON');
  const results = await Promise.allSettled([add(1), add(2)]);
  expect(results.map((result) => result.status === 'rejected' && result.reason.code)).toEqual([
    'SQLITE_READONLY',
    'SQLITE_READONLY',
  ]);
  db.exec('PRAGMA query_only = OFF');
  expect(await add(3)).toBe(1);
  expect([rows(), storage]).toEqual([[3], ['SQLITE_READONLY', 'fine']]);
});

it('finishes queued tasks before it closes, and accepts none afterwards', async () => {
  const { writer, add, rows } = start();
  const queued = [add(1), add(2)];
  await writer.close();
  expect(rows()).toEqual([1, 2]);
  expect(await Promise.all(queued)).toEqual([1, 1]);
  await expect(add(3)).rejects.toThrow('closing');
});

it('splits a long queue into short commits', async () => {
  const { add, rows, commits } = start();
  await Promise.all(Array.from({ length: 600 }, (_, n) => add(n)));
  expect(rows()).toHaveLength(600);
  expect(commits.filter((said) => said === 'end').length).toBeGreaterThan(1);
});

const hold = (path: string): Sqlite.Database => {
  const db = new Sqlite(path);
  onTestFinished(() => void db.close());
  db.exec('BEGIN IMMEDIATE');
  return db;
};
