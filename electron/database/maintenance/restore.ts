import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readIfThere, replaceFile } from '../../whole-file.ts';
import { removeSearchIndex } from '../search/index-file.ts';
import { type KeySealer, openForgottenPeople } from '../tables/forgotten-people.ts';
import { checkBackup, syncFile } from './backup-copy.ts';
import { fileTimestamp, findBackup, listBackups } from './backups.ts';
import { eraseForgottenInCopy } from './forget-in-copy.ts';

const FILE_SUFFIXES = ['', '-wal', '-shm', '-journal'];
const restoringPath = (databasePath: string): string => `${databasePath}.restoring`;
const scheduledRestorePath = (databasePath: string): string => join(dirname(databasePath), 'restore-at-start');

type RestoreResult =
  | { ok: true; name: string /** Path of the previous database. */; setAside: string | undefined }
  | { ok: false; reason: 'none' | 'damaged'; name: string };

/**
 * Replaces the database with a backup; the database is set aside under a name with a time stamp, never deleted. The backup is
 * checked first; after an interruption, either the old database or the complete backup is in place.
 * @param backupName the name of a backup, or `newest`: the newest intact one.
 * @param sealer of the list of forgotten people, who are erased from the backup.
 */
export const restoreBackup = (
  databasePath: string,
  backupName: string,
  nowMs: number,
  sealer: KeySealer,
): RestoreResult => {
  // First: an error leaves nothing behind.
  const forgotten = openForgottenPeople(databasePath, sealer);
  const names = backupName === 'newest' ? listBackups(databasePath).map(({ name }) => name) : [backupName];
  for (const name of names) {
    const path = findBackup(databasePath, name);
    if (path === undefined) return { ok: false, reason: 'none', name };
    if (!isIntact(path)) continue;
    copyFileSync(path, restoringPath(databasePath));
    // The backup may be older than the request to forget a person.
    eraseForgottenInCopy(restoringPath(databasePath), forgotten);
    syncFile(restoringPath(databasePath));
    return { ok: true, name, setAside: replaceDatabase(databasePath, nowMs) };
  }
  return { ok: false, reason: names.length === 0 ? 'none' : 'damaged', name: backupName };
};

const isIntact = (path: string): boolean => {
  try {
    checkBackup(path);
    return true;
  } catch {
    return false;
  }
};

/** Moves the database aside under a name with a time stamp; returns its path, undefined when there was none. */
export const setAside = (databasePath: string, nowMs: number): string | undefined => {
  const targetPath = databasePath.replace(/(\.db)?$/, `-set-aside-${fileTimestamp(nowMs)}.db`);
  // With the write-ahead file, which belongs to the old database, also when that is missing.
  const existing = FILE_SUFFIXES.filter((suffix) => existsSync(databasePath + suffix));
  for (const suffix of existing) renameSync(databasePath + suffix, targetPath + suffix);
  removeSearchIndex(databasePath);
  return existing.length > 0 ? targetPath : undefined;
};

const replaceDatabase = (databasePath: string, nowMs: number): string | undefined => {
  const targetPath = setAside(databasePath, nowMs);
  renameSync(restoringPath(databasePath), databasePath);
  return targetPath;
};

/** Schedules a restore for the next start, because the running app uses the database. */
export const scheduleRestore = (databasePath: string, name: string): void =>
  replaceFile(scheduledRestorePath(databasePath), name);

/**
 * Call before the database is opened: completes an interrupted restore, then runs a scheduled one. After an error (the keychain
 * that seals the list of forgotten people is locked, the disk is full) it stays scheduled for the next start.
 */
export const runScheduledRestore = (
  databasePath: string,
  nowMs: number,
  sealer: KeySealer,
): RestoreResult | undefined => {
  if (existsSync(restoringPath(databasePath))) {
    if (existsSync(databasePath)) rmSync(restoringPath(databasePath));
    else replaceDatabase(databasePath, nowMs);
  }
  const scheduledPath = scheduledRestorePath(databasePath);
  const name = readIfThere(scheduledPath)?.toString().trim();
  if (name === undefined) return undefined;
  const result = restoreBackup(databasePath, name, nowMs, sealer);
  rmSync(scheduledPath);
  return result;
};
