import { constants, setPriority } from 'node:os';

/**
 * Lowers the priority of this thread, for background work. Only on Linux, where threads have their own priority: elsewhere
 * it would slow down the whole app.
 */
export const lowerThreadPriority = (): void => {
  if (process.platform !== 'linux') return;
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not permitted: continue at normal priority.
  }
};
