import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { removeSearchIndex } from '../search/index-file.ts';
import { openForgottenPeople } from '../tables/forgotten-people.ts';
import { checkBackup, syncFile } from './backup-copy.ts';
import { findBackup, listBackups, stampOf } from './backups.ts';
import { forgetInCopy } from './forget-in-copy.ts';

const WITH_IT = ['', '-wal', '-shm'];
const restoringPath = (databasePath: string): string => `${databasePath}.restoring`;
const wishPath = (databasePath: string): string => join(dirname(databasePath), 'restore-at-start');

export type Restored =
  | { ok: true; name: string /** Where the database went that was there before. */; setAside: string | undefined }
  | { ok: false; reason: 'none' | 'damaged'; name: string };

/**
 * Puts a backup in the place of the database, which is set aside under a name with a time stamp and never deleted. The
 * backup is checked first; a computer that stops half-way ends with the old database or the backup, whole.
 * @param wanted the name of a backup, or `newest`: the newest that is whole.
 */
export const restoreBackup = (databasePath: string, wanted: string, nowMs: number): Restored => {
  const names = wanted === 'newest' ? listBackups(databasePath).map(({ name }) => name) : [wanted];
  for (const name of names) {
    const path = findBackup(databasePath, name);
    if (path === undefined) return { ok: false, reason: 'none', name };
    if (!isWhole(path)) continue;
    copyFileSync(path, restoringPath(databasePath));
    // It may have been made before somebody was forgotten.
    forgetInCopy(restoringPath(databasePath), openForgottenPeople(databasePath));
    syncFile(restoringPath(databasePath));
    return { ok: true, name, setAside: exchange(databasePath, nowMs) };
  }
  return { ok: false, reason: names.length === 0 ? 'none' : 'damaged', name: wanted };
};

const isWhole = (path: string): boolean => {
  try {
    checkBackup(path);
    return true;
  } catch {
    return false;
  }
};

/** Puts the database aside under a name with a time stamp; says where, undefined when there was none. */
export const setAside = (databasePath: string, nowMs: number): string | undefined => {
  const aside = databasePath.replace(/(\.db)?$/, `-set-aside-${stampOf(nowMs)}.db`);
  const wasThere = existsSync(databasePath);
  // With the write-ahead file, which belongs to the old database alone.
  for (const suffix of WITH_IT)
    if (existsSync(databasePath + suffix)) renameSync(databasePath + suffix, aside + suffix);
  removeSearchIndex(databasePath);
  return wasThere ? aside : undefined;
};

const exchange = (databasePath: string, nowMs: number): string | undefined => {
  const aside = setAside(databasePath, nowMs);
  renameSync(restoringPath(databasePath), databasePath);
  return aside;
};

/** For the next start: the running app holds its database open. */
export const wishRestore = (databasePath: string, name: string): void =>
  writeFileSync(wishPath(databasePath), name, { mode: 0o600 });

/** Before the database is opened: ends a restore that was cut short, and does what was wished for. */
export const restoreIfWished = (databasePath: string, nowMs: number): Restored | undefined => {
  if (existsSync(restoringPath(databasePath))) {
    if (existsSync(databasePath)) rmSync(restoringPath(databasePath));
    else exchange(databasePath, nowMs);
  }
  const wish = wishPath(databasePath);
  if (!existsSync(wish)) return undefined;
  const name = readFileSync(wish, 'utf8').trim();
  rmSync(wish);
  return restoreBackup(databasePath, name, nowMs);
};
