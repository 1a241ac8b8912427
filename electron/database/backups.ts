import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Backup } from '../../shared/upkeep.ts';
import type { BackupAnswer, BackupTask } from './backup-worker.ts';
import { DatabaseError } from './errors.ts';
import { workerUrl } from './worker-thread.ts';

export const KEPT_BACKUPS = 7;
const NAME = /^planner-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}\.db$/;

export const backupsDirOf = (databasePath: string): string => join(dirname(databasePath), 'backups');

/** The time stamp in the name of a file, without what a file name may not hold. */
export const stampOf = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replaceAll(':', '-');

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
  listBackups(databasePath).some((one) => one.name === name) ? join(backupsDirOf(databasePath), name) : undefined;

/**
 * Copies the database while it is written to, checks the copy, and lets the oldest go. The copy is read in one transaction of a
 * thread of its own: nobody waits for it.
 * @throws DatabaseError `damaged` when the database cannot be read whole, `full` when the disk has no room.
 */
export const makeBackup = async (databasePath: string, nowMs: number): Promise<Backup> => {
  const dir = backupsDirOf(databasePath);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const name = `planner-${stampOf(nowMs)}.db`;
  const answer = await inThread({ kind: 'make', databasePath, target: join(dir, name) });
  if (answer.kind === 'failed') throw new DatabaseError(answer.code, databasePath, answer.detail);
  for (const old of listBackups(databasePath).slice(KEPT_BACKUPS)) rmSync(join(dir, old.name), { force: true });
  return { name, sizeBytes: statSync(join(dir, name)).size, madeAtMs: nowMs - (nowMs % 1000) };
};

/** Whether a backup is whole and of a version this app can read. */
export const isGoodBackup = async (path: string): Promise<boolean> =>
  (await inThread({ kind: 'check', path })).kind === 'good';

const inThread = (task: BackupTask): Promise<BackupAnswer> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(workerUrl('backup-worker'), { workerData: task });
    worker.unref();
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the backup thread ended')));
  });
