import { parentPort, workerData } from 'node:worker_threads';
import { checkBackup, copyDatabase } from './backup-copy.ts';
import { type DatabaseError, databaseErrorCode } from './errors.ts';

export type BackupTask = { kind: 'make'; databasePath: string; target: string } | { kind: 'check'; path: string };
export type BackupAnswer = { kind: 'good' } | { kind: 'failed'; code: DatabaseError['code']; detail: string };

// A thread for one copy or one check: both read a whole database.
const task = workerData as BackupTask;

const run = (): BackupAnswer => {
  try {
    if (task.kind === 'make') copyDatabase(task.databasePath, task.target);
    else checkBackup(task.path);
    return { kind: 'good' };
  } catch (error) {
    return { kind: 'failed', code: databaseErrorCode(error), detail: String(error) };
  }
};

parentPort?.postMessage(run());
