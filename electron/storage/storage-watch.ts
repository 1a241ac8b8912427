import type { Problem } from '../../shared/problems.ts';
import { storageProblem } from '../database/errors.ts';

export interface StorageWatchOptions {
  /** null: the storage takes writes again. */
  setProblem: (problem: Problem | null) => void;
  /** Writes a small value; rejects when the storage fails. */
  tryWrite: () => Promise<unknown>;
  retryMs?: number;
}

/**
 * The displayed storage problem. A failed write is shown at once and cleared only by a successful test write some seconds
 * later: on a nearly full disk every second write succeeds, and the status itself is stored, so reacting to each write would
 * never settle.
 */
export const createStorageWatch = ({ setProblem, tryWrite, retryMs = 5000 }: StorageWatchOptions) => {
  let timer: NodeJS.Timeout | undefined;
  let failedWrites = 0;
  let closed = false;

  const check = async (): Promise<void> => {
    const before = failedWrites;
    const isTaken = await tryWrite().then(
      () => true,
      () => false,
    );
    timer = undefined;
    if (isTaken && failedWrites === before) setProblem(null);
    else scheduleCheck();
  };
  const scheduleCheck = (): void => {
    if (timer || closed) return;
    timer = setTimeout(check, retryMs);
    timer.unref();
  };

  return {
    /** Call after each write attempt: with the error, or with undefined after a success. */
    onWriteResult(error: unknown): void {
      if (error === undefined) return;
      failedWrites += 1;
      setProblem(storageProblem(error));
      scheduleCheck();
    },
    close(): void {
      closed = true;
      clearTimeout(timer);
    },
  };
};
