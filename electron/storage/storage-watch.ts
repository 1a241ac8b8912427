import type { Problem } from '../../shared/problems.ts';
import { storageProblem } from '../database/errors.ts';

export interface StorageWatchOptions {
  /** null: writing works again. */
  setProblem: (problem: Problem | null) => void;
  /** Writes a small value; rejects when the storage fails. */
  tryWrite: () => Promise<unknown>;
}

const RETRY_MS = 5000;

/**
 * The displayed storage problem. A failed write is shown at once and cleared only by a successful test write some seconds
 * later: on a nearly full disk every second write succeeds, and the status itself is stored, so reacting to each write would
 * never settle.
 */
export const createStorageWatch = ({ setProblem, tryWrite }: StorageWatchOptions) => {
  let timer: NodeJS.Timeout | undefined;
  let failedWrites = 0;
  let closed = false;

  const check = async (): Promise<void> => {
    const before = failedWrites;
    const isWritten = await tryWrite().then(
      () => true,
      () => false,
    );
    timer = undefined;
    if (isWritten && failedWrites === before) setProblem(null);
    else scheduleCheck();
  };
  const scheduleCheck = (): void => {
    if (timer || closed) return;
    timer = setTimeout(check, RETRY_MS).unref();
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
