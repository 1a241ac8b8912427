import { constants, setPriority } from 'node:os';

/**
 * Lets everybody else go first where cores are few: for threads that nobody waits for. On Linux a priority belongs to a thread;
 * elsewhere it would slow down the whole app, and is left as it is.
 */
export const lowerThreadPriority = (): void => {
  if (process.platform !== 'linux') return;
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not allowed here: the work is done all the same.
  }
};
