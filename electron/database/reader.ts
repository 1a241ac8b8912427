import type { ReaderHandlers } from './reader-worker.ts';
import { startWorkerThread, type WorkerCalls } from './worker-thread.ts';

/** Requests to the reader thread. */
export type Reader = WorkerCalls<ReaderHandlers> & { close(): Promise<void> };

/** Long enough for a planner who looks now and then: the rows of a large plan are kept in the thread. */
const IDLE_MS = 10 * 60_000;

export const startReader = (databasePath: string): Reader => {
  const { call, close } = startWorkerThread<ReaderHandlers>({
    workerName: 'reader-worker',
    workerData: { databasePath },
    idleMs: IDLE_MS,
  });
  return {
    rows: (...args) => call('rows', ...args),
    snapshot: (...args) => call('snapshot', ...args),
    histogram: (...args) => call('histogram', ...args),
    search: (...args) => call('search', ...args),
    counts: (...args) => call('counts', ...args),
    countEach: (...args) => call('countEach', ...args),
    countNewMatches: (...args) => call('countNewMatches', ...args),
    deliveries: (...args) => call('deliveries', ...args),
    delivery: (...args) => call('delivery', ...args),
    line: (...args) => call('line', ...args),
    shifts: (...args) => call('shifts', ...args),
    gaps: (...args) => call('gaps', ...args),
    findPersonRecords: (...args) => call('findPersonRecords', ...args),
    close,
  };
};
