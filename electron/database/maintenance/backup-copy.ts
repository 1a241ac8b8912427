import { chmodSync, closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { migrations } from '../migrations/index.ts';

/** An error with SQLite's code for a damaged file. */
const corruptError = (detail: string): Error => Object.assign(new Error(detail), { code: 'SQLITE_CORRUPT' });

/** Creates a checked, compact copy of one state of a database; the target appears complete or not at all. */
export const copyDatabase = (databasePath: string, target: string): void => {
  const partial = `${target}.part`;
  rmSync(partial, { force: true });
  try {
    const db = new Sqlite(databasePath, { readonly: true, fileMustExist: true, timeout: 5000 });
    try {
      db.prepare('VACUUM INTO ?').run(partial);
    } finally {
      db.close();
    }
    chmodSync(partial, 0o600);
    checkBackup(partial);
    syncFile(partial);
    renameSync(partial, target);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
};

/** @throws when the file is not an intact database of a version this app can read. */
export const checkBackup = (path: string): void => {
  const db = new Sqlite(path, { readonly: true, fileMustExist: true });
  try {
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version === 0 || version > (migrations.at(-1)?.version ?? 0)) throw corruptError(`schema ${version}`);
    const result = db.pragma('quick_check(1)', { simple: true });
    if (result !== 'ok') throw corruptError(String(result));
  } finally {
    db.close();
  }
};

export const syncFile = (path: string): void => {
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
};
