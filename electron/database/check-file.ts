import { closeSync, openSync, readSync, statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { DatabaseError } from './errors.ts';

const HEADER = Buffer.from('SQLite format 3\0');
/** 64 MiB: under a quarter of a second on a slow disk. On larger files the check is left to the daily backup. */
const MAX_BYTES_CHECKED_AT_START = 64 * 1024 * 1024;

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/**
 * Reads the beginning of the file without SQLite, which deletes the write-ahead file of a database that is empty or missing: it
 * may hold what was committed last.
 * @throws DatabaseError `damaged`
 */
export const checkHeader = (path: string): void => {
  if (sizeOf(path) === 0) {
    if (sizeOf(`${path}-wal`) === 0) return;
    throw new DatabaseError('damaged', path, 'it is empty, and its write-ahead file is not');
  }
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(HEADER.length);
    readSync(file, header, 0, HEADER.length, 0);
    if (!header.equals(HEADER)) throw new DatabaseError('damaged', path, 'it is not a database');
  } finally {
    closeSync(file);
  }
};

/**
 * Checks an existing file before it is opened for writing: a connection that may write changes or deletes the write-ahead file of
 * a damaged database when it closes.
 * @param table one that every database of this app has; undefined: any will do.
 * @throws DatabaseError `damaged` when it is damaged or belongs to another program, and SQLite's errors.
 */
export const checkBeforeWriting = (path: string, timeoutMs: number, table: string | undefined): void => {
  checkHeader(path);
  // With a rollback journal only a connection that may write can read it: it was interrupted while it was created.
  if (sizeOf(path) === 0 || sizeOf(`${path}-journal`) > 0) return;
  const db = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: timeoutMs });
  try {
    const tables = db.prepare<[], string>('SELECT name FROM sqlite_schema').pluck().all();
    const isNew = db.pragma('user_version', { simple: true }) === 0;
    if (isNew ? tables.length > 0 : table !== undefined && !tables.includes(table))
      throw new DatabaseError('damaged', path, 'it belongs to another program');
    if (sizeOf(path) > MAX_BYTES_CHECKED_AT_START) return;
    const result = db.pragma('quick_check(1)', { simple: true });
    if (result !== 'ok') throw new DatabaseError('damaged', path, String(result));
  } finally {
    db.close();
  }
};
