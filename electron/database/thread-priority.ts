import { constants, setPriority } from 'node:os';

/**
 * Lowers the priority of this thread: for background work. On Linux only, where a thread has its own priority; elsewhere the
 * whole app would slow down.
 */
export const lowerThreadPriority = (): void => {
  if (process.platform !== 'linux') return;
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not permitted: continue at normal priority.
  }
};
