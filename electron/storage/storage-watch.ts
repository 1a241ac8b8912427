import { storageProblem } from '../database/errors.ts';
import type { StatusBoard } from '../subscription/status-board.ts';

export interface StorageWatchOptions {
  show: StatusBoard['setStorage'];
  /** Writes something small; rejects when the storage does not take it. */
  tryWrite: () => Promise<unknown>;
  againMs?: number;
}

/**
 * What the planner is told of a storage that refuses. A refusal shows at once and stays until a write is taken some seconds
 * later: on a disk that is nearly full every other write succeeds, and what is shown is itself written down, so believing
 * each of them in turn would never come to rest.
 */
export const createStorageWatch = ({ show, tryWrite, againMs = 5000 }: StorageWatchOptions) => {
  let timer: NodeJS.Timeout | undefined;
  let refusals = 0;
  let closed = false;

  const look = async (): Promise<void> => {
    const before = refusals;
    const isTaken = await tryWrite().then(
      () => true,
      () => false,
    );
    timer = undefined;
    if (isTaken && refusals === before) show(null);
    else again();
  };
  const again = (): void => {
    if (timer || closed) return;
    timer = setTimeout(look, againMs);
    timer.unref();
  };

  return {
    /** After each attempt to write: with the error, or with undefined when it was taken. */
    onStorage(error: unknown): void {
      if (error === undefined) return;
      refusals += 1;
      show(storageProblem(error));
      again();
    },
    close(): void {
      closed = true;
      clearTimeout(timer);
    },
  };
};
