import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Runs a task in one process at a time, so that two terminals do not build `dist/` at the same time. The lock of a process that
 * has ended is taken over.
 */
export const withLock = async <T>(path: string, run: () => Promise<T>): Promise<T> => {
  while (!tryAcquire(path)) await delay(100);
  try {
    return await run();
  } finally {
    rmSync(path, { force: true });
  }
};

const tryAcquire = (path: string): boolean => {
  mkdirSync(dirname(path), { recursive: true });
  try {
    const file = openSync(path, 'wx');
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (isOwnerDead(path)) rmSync(path, { force: true });
    return false;
  }
};

const isOwnerDead = (path: string): boolean => {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    // Empty: the owner is still writing its pid.
    if (pid > 0) process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
};
