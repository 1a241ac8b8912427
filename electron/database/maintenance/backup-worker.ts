import { parentPort, workerData } from 'node:worker_threads';
import { type DatabaseError, databaseErrorCode } from '../errors.ts';
import { createForgottenByTenant, type ForgottenHashes } from '../tables/forgotten-people.ts';
import { loadSqlite } from '../thread.ts';
import { lowerThreadPriority } from '../thread-priority.ts';
import { checkBackup, copyDatabase } from './backup-copy.ts';
import { eraseForgottenInCopy } from './forget-in-copy.ts';

export type BackupTask =
  | { kind: 'make'; databasePath: string; target: string }
  | { kind: 'check'; path: string }
  | { kind: 'forget'; path: string; forgotten: ForgottenHashes };
export type BackupAnswer = { kind: 'good' } | { kind: 'failed'; code: DatabaseError['code']; detail: string };

// A thread that runs one task and ends: each task reads a whole database.
loadSqlite();
lowerThreadPriority();
const task = workerData as BackupTask;

const run = (): BackupAnswer => {
  try {
    if (task.kind === 'make') copyDatabase(task.databasePath, task.target);
    else if (task.kind === 'check') checkBackup(task.path);
    else eraseForgottenInCopy(task.path, createForgottenByTenant(task.forgotten));
    return { kind: 'good' };
  } catch (error) {
    return { kind: 'failed', code: databaseErrorCode(error), detail: String(error) };
  }
};

parentPort?.postMessage(run());
