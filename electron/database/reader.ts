import type { ReaderHandlers } from './reader-worker.ts';
import { startWorkerThread, type WorkerCalls } from './worker-thread.ts';

/** Requests to the reader thread. */
export type Reader = WorkerCalls<ReaderHandlers> & { close(): Promise<void> };

export const startReader = (databasePath: string): Reader => {
  const { call, close } = startWorkerThread<ReaderHandlers>('reader-worker', { databasePath });
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
