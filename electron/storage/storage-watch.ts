import type { Problem } from '../../shared/problems.ts';
import { storageProblem } from '../database/errors.ts';

export interface StorageWatchOptions {
  /** null: the storage takes writes again. */
  setProblem: (problem: Problem | null) => void;
  /** Writes something small; rejects when the storage does not take it. */
  tryWrite: () => Promise<unknown>;
  retryMs?: number;
}

/**
 * What the planner is told of a storage that refuses. A refusal shows at once and stays until a write is taken some seconds
 * later: on a disk that is nearly full every other write succeeds, and what is shown is itself written down, so believing
 * each of them in turn would never come to rest.
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
    /** After each attempt to write: with the error, or with undefined when it was taken. */
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
