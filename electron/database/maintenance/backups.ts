import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Backup } from '../../../shared/maintenance.ts';
import { DatabaseError } from '../errors.ts';
import type { ForgottenHashes } from '../tables/forgotten-people.ts';
import { endThread, startThread } from '../thread.ts';
import type { BackupAnswer, BackupTask } from './backup-worker.ts';
import { ERASE_MARK } from './forget-in-copy.ts';

export const MAX_BACKUPS = 7;
const NAME = /^planner-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}\.db$/;

const UNFINISHED_NAME = /^planner-.*\.db\.part$/;

export const backupsDirOf = (databasePath: string): string => join(dirname(databasePath), 'backups');

/** A time stamp for file names, without characters that they may not contain. */
export const fileTimestamp = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replaceAll(':', '-');

/** Newest first. */
export const listBackups = (databasePath: string): Backup[] => {
  const dir = backupsDirOf(databasePath);
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((name) => NAME.test(name))
    .sort()
    .reverse()
    .map((name) => ({
      name,
      sizeBytes: statSync(join(dir, name)).size,
      madeAtMs: Date.parse(`${name.slice(8, 18)}T${name.slice(19, 27).replaceAll('-', ':')}Z`),
    }));
};

/** The path of a backup by its name; undefined when there is none of that name. */
export const findBackup = (databasePath: string, name: string): string | undefined =>
  listBackups(databasePath).some((backup) => backup.name === name) ? join(backupsDirOf(databasePath), name) : undefined;

/**
 * Copies the database while it is in use, checks the copy and deletes the oldest backups. The copy is read in one
 * transaction of its own thread, so that nothing is blocked.
 * @throws DatabaseError `damaged` when the database cannot be read completely, `full` when the disk is full.
 */
export const makeBackup = async (databasePath: string, nowMs: number, signal?: AbortSignal): Promise<Backup> => {
  const dir = backupsDirOf(databasePath);
  // Not `recursive`: the data folder may have been moved.
  if (!existsSync(dir)) mkdirSync(dir, { mode: 0o700 });
  // Left over from an interrupted backup.
  for (const file of readdirSync(dir)) if (UNFINISHED_NAME.test(file)) await rm(join(dir, file), { force: true });
  const name = `planner-${fileTimestamp(nowMs)}.db`;
  const answer = await runInThread({ kind: 'make', databasePath, target: join(dir, name) }, signal);
  if (answer.kind === 'failed') throw new DatabaseError(answer.code, databasePath, answer.detail);
  // Asynchronous: deleting a large file can take long.
  for (const old of oldestOf(listBackups(databasePath), nowMs)) await rm(join(dir, old.name), { force: true });
  return { name, sizeBytes: statSync(join(dir, name)).size, madeAtMs: nowMs - (nowMs % 1000) };
};

/** Those beyond the newest seven. One from the future was made by a wrong clock and goes first, before any real one. */
const oldestOf = (backups: readonly Backup[], nowMs: number): Backup[] => {
  const isReal = ({ madeAtMs }: Backup): boolean => madeAtMs <= nowMs;
  return [...backups.filter(isReal), ...backups.filter((one) => !isReal(one))].slice(MAX_BACKUPS);
};

/** Whether a backup is intact and of a version this app can read. */
export const isGoodBackup = async (path: string): Promise<boolean> =>
  (await runInThread({ kind: 'check', path })).kind === 'good';

/** Names of other copies of a database: set aside by a restore, or of a previous tenant. */
const OTHER_COPY_NAME = /-(?:set-aside|before)-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}\.db$/;
const listOtherCopies = (databasePath: string): Backup[] =>
  readdirSync(dirname(databasePath))
    .filter((name) => OTHER_COPY_NAME.test(name))
    .map((name) => {
      const { size, mtimeMs } = statSync(join(dirname(databasePath), name));
      return { name, sizeBytes: size, madeAtMs: mtimeMs };
    });

/**
 * Erases all forgotten people from every copy of the database, one after another.
 * @returns the copies in which that failed: they may still contain a forgotten person.
 */
export const eraseForgottenInCopies = async (
  databasePath: string,
  forgotten: ForgottenHashes,
  signal?: AbortSignal,
): Promise<Backup[]> => {
  const copies = [
    ...listBackups(databasePath).map((copy) => ({ copy, dir: backupsDirOf(databasePath) })),
    ...listOtherCopies(databasePath).map((copy) => ({ copy, dir: dirname(databasePath) })),
  ];
  const failed: Backup[] = [];
  // Left over from an interrupted attempt.
  for (const dir of new Set(copies.map(({ dir }) => dir)))
    for (const name of readdirSync(dir)) if (name.includes(ERASE_MARK)) await rm(join(dir, name), { force: true });
  for (const { copy, dir } of copies) {
    const answer = await runInThread({ kind: 'forget', path: join(dir, copy.name), forgotten }, signal);
    // A backup that was deleted meanwhile is not a failure.
    if (answer.kind === 'failed' && existsSync(join(dir, copy.name))) failed.push(copy);
  }
  return failed;
};

/** @param signal aborted: the thread is ended, and the promise rejects once it has. */
const runInThread = (task: BackupTask, signal?: AbortSignal): Promise<BackupAnswer> =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = startThread('maintenance/backup-worker', { workerData: task, onMessage: resolve });
    worker.unref();
    const end = () => void endThread(worker);
    signal?.addEventListener('abort', end);
    worker.once('error', reject);
    worker.once('exit', () => {
      signal?.removeEventListener('abort', end);
      reject(new Error('the backup thread ended'));
    });
  });
