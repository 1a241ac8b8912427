import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openDatabase, openReadable } from '../../../electron/database/database.ts';
import {
  type DatabaseError,
  databaseErrorCode,
  isStorageError,
  storageProblem,
} from '../../../electron/database/errors.ts';
import { setAside } from '../../../electron/database/maintenance/restore.ts';
import { databasePath } from './files.ts';

const codeOf = (run: () => unknown): DatabaseError['code'] | undefined => {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as DatabaseError).code;
  }
};
const one = { version: 1, sql: 'CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT; INSERT INTO a VALUES (7)' };
const two = { version: 2, sql: 'ALTER TABLE a ADD COLUMN note TEXT; UPDATE a SET note = id' };
const broken = { version: 3, sql: 'CREATE TABLE b (id INTEGER) STRICT; SELECT nothing FROM nowhere' };

it('uses synchronous=FULL and a write-ahead log', () => {
  const db = openDatabase(databasePath());
  expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  expect(db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
  db.close();
});

it('does not wait for the disk in a transaction without sync, but waits again afterwards, even after a failure', () => {
  const db = openDatabase(databasePath(), { migrations: [one] });
  const within = db.transactionWithoutSync(() => db.prepare('PRAGMA synchronous').get());
  expect(within).toEqual({ synchronous: 1 });
  expect(() =>
    db.transactionWithoutSync(() => db.exec('INSERT INTO a VALUES (8); INSERT INTO a VALUES (8)')),
  ).toThrow();
  expect(db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
  expect(db.prepare('SELECT id FROM a').all()).toEqual([{ id: 7 }]);
  db.close();
});

it('migrates an older database to the newest version, or keeps the version before a failed step', () => {
  const path = databasePath();
  openDatabase(path, { migrations: [one] }).close();
  const db = openDatabase(path, { migrations: [one, two] });
  expect(db.prepare('SELECT * FROM a').all()).toEqual([{ id: 7, note: '7' }]);
  db.close();
  expect(() => openDatabase(path, { migrations: [one, two, broken] })).toThrow();
  const again = openDatabase(path, { migrations: [one, two] });
  expect(again.prepare('PRAGMA user_version').get()).toEqual({ user_version: 2 });
  expect(again.prepare(`SELECT name FROM sqlite_schema WHERE name = 'b'`).all()).toEqual([]);
  again.close();
});

it('refuses a newer database by name and does not change it', () => {
  const path = databasePath();
  openDatabase(path, { migrations: [one, two] }).close();
  const db = new Sqlite(path);
  db.pragma('journal_mode = DELETE');
  db.pragma('user_version = 999');
  db.close();
  const before = readFileSync(path);
  expect(codeOf(() => openDatabase(path, { migrations: [one] }))).toBe('newer-version');
  expect(codeOf(() => openReadable(path))).toBe('newer-version');
  expect(readFileSync(path).equals(before)).toBe(true);
});

it('reports a damaged file, a missing one and an empty one', () => {
  const path = databasePath();
  expect(codeOf(() => openReadable(path))).toBe('missing');
  writeFileSync(path, '');
  expect(codeOf(() => openReadable(path))).toBe('missing');
  openDatabase(path).close();
  const bytes = readFileSync(path).fill(0xff, 4096);
  writeFileSync(path, bytes);
  expect(codeOf(() => openDatabase(path))).toBe('damaged');
  writeFileSync(path, 'dear aunt, '.repeat(1000));
  expect(codeOf(() => openDatabase(path))).toBe('damaged');
});

it('reads a copy in a separate folder', () => {
  const [path, copy] = [databasePath(), databasePath()];
  openDatabase(path).close();
  copyFileSync(path, copy);
  openReadable(copy).close();
});

it.each([
  ['SQLITE_BUSY', 'locked', 'database-locked'],
  ['SQLITE_FULL', 'full', 'disk-full'],
  ['ENOSPC', 'full', 'disk-full'],
  ['SQLITE_CORRUPT_INDEX', 'damaged', 'database-damaged'],
  ['SQLITE_READONLY_DBMOVED', 'read-only', 'database-read-only'],
  ['SQLITE_CANTOPEN', 'read-only', 'database-read-only'],
  ['EROFS', 'read-only', 'database-read-only'],
  ['SQLITE_IOERR_WRITE', 'unusable', 'disk-full'],
] as const)('maps the error code %s', (code, ours, problem) => {
  const error = Object.assign(new Error('x'), { code });
  expect([databaseErrorCode(error), storageProblem(error).code, isStorageError(error)]).toEqual([ours, problem, true]);
});

it('does not report a programming error as a storage problem', () => {
  expect(isStorageError(Object.assign(new Error('x'), { code: 'SQLITE_CONSTRAINT_UNIQUE' }))).toBe(false);
  expect(isStorageError(new TypeError('x'))).toBe(false);
});

describe('a file that is not our database, beside its write-ahead file', () => {
  /** Contents of the three files after a crash: what was committed last is in the write-ahead file only. */
  const afterCrash = (): string => {
    const [path, crashed] = [databasePath(), databasePath()];
    const db = openDatabase(path);
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    db.exec(`INSERT INTO setting (name, value) VALUES ('tenant', 'x')`);
    for (const suffix of ['', '-wal', '-shm']) copyFileSync(path + suffix, crashed + suffix);
    db.close();
    return crashed;
  };
  const filesOf = (path: string) =>
    ['', '-wal'].map((suffix) => (existsSync(path + suffix) ? readFileSync(path + suffix).toString('base64') : null));

  it.each<[string, (path: string) => void]>([
    ['text', (path) => writeFileSync(path, 'dear aunt, '.repeat(1000))],
    ['an empty file', (path) => writeFileSync(path, '')],
    ['zeros', (path) => writeFileSync(path, Buffer.alloc(8192))],
    ['missing', (path) => rmSync(path)],
    ['cut off', (path) => truncateSync(path, 5000)],
    ['damaged', (path) => writeFileSync(path, readFileSync(path).fill(0xff, 4096))],
    ['a header alone', (path) => truncateSync(path, 100)],
    [
      'a database of another program',
      (path) => {
        rmSync(path);
        const other = new Sqlite(`${path}.other`);
        other.exec('CREATE TABLE notes (text)');
        other.close();
        renameSync(`${path}.other`, path);
      },
    ],
  ])('%s: nothing is changed or deleted, and all files are set aside together', (_what, damage) => {
    const path = afterCrash();
    damage(path);
    const before = filesOf(path);
    expect(codeOf(() => openDatabase(path))).toBe('damaged');
    expect(['damaged', 'missing']).toContain(codeOf(() => openReadable(path)));
    expect(filesOf(path)).toEqual(before);
    const aside = setAside(path, 0) ?? '';
    expect(filesOf(aside)).toEqual(before);
    expect(['', '-wal', '-shm'].filter((suffix) => existsSync(path + suffix))).toEqual([]);
    openDatabase(path).close();
  });

  it('of a crash while it was created is opened', () => {
    const path = databasePath();
    writeFileSync(path, '');
    writeFileSync(`${path}-wal`, '');
    openDatabase(path).close();
  });

  it('an intact one is opened with what its write-ahead file holds', () => {
    using db = openDatabase(afterCrash());
    expect(db.prepare('SELECT value FROM setting').pluck().all()).toEqual(['x']);
  });

  it('a database of another program alone is not touched either', () => {
    const path = databasePath();
    const other = new Sqlite(path);
    other.exec('CREATE TABLE notes (text)');
    other.close();
    const before = readFileSync(path);
    expect(codeOf(() => openDatabase(path))).toBe('damaged');
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});
