import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { DatabaseError, databaseErrorCode } from './errors.ts';

/** A file that is locked while an app uses the database. */
const lockPath = (databasePath: string): string => `${databasePath}-running`;

/** A restarted app waits for the previous one to end. */
const LOCK_WAIT_MS = 5000;

/**
 * Only one app may use a data folder: two would both renew the subscription and interfere with restores. SQLite's file lock
 * is the operating system's own: it is released however the app ends, unlike a PID file.
 * @throws DatabaseError `locked` when another app has it.
 */
export const takeRunningLock = (databasePath: string, waitMs = LOCK_WAIT_MS): { release(): void } => {
  let db: Sqlite.Database | undefined;
  try {
    mkdirSync(dirname(databasePath), { recursive: true, mode: 0o700 });
    db = new Sqlite(lockPath(databasePath), { timeout: waitMs });
    db.exec('BEGIN EXCLUSIVE');
    const lock = db;
    return { release: () => lock.close() };
  } catch (error) {
    db?.close();
    const code = databaseErrorCode(error);
    const detail = code === 'locked' ? 'another copy of this app uses this data folder' : String(error);
    throw new DatabaseError(code, databasePath, detail, { cause: error });
  }
};

/** Whether an app uses the database now. */
export const isAppRunning = (databasePath: string): boolean => {
  const path = lockPath(databasePath);
  if (!existsSync(path)) return false;
  let db: Sqlite.Database | undefined;
  try {
    db = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: 0 });
    db.prepare('SELECT 1 FROM sqlite_schema').get();
    return false;
  } catch (error) {
    return databaseErrorCode(error) === 'locked';
  } finally {
    db?.close();
  }
};
