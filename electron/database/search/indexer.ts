import type { ResourceLimits } from 'node:worker_threads';
import type { Log } from '../../log.ts';
import { startWorkerThread } from '../worker-thread.ts';
import type { IndexHandlers } from './index-worker.ts';

const LINES_PER_STEP = 4000;
const FORGET_PER_STEP = 500;
/** Lines are gathered: indexing many at once costs less for each. Until then a search reads them one by one. */
const GATHER_MS = 500;
/** Not more lines than this: searches would become slow. */
const GATHERED = 1000;
const QUIET_MS = 3000;
const PAUSE_MS = 50;
/** Indexing makes much garbage and keeps little: by default V8 would let it grow beyond 100 MiB. */
const SMALL_MEMORY: ResourceLimits = { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 192 };

/** Indexes new lines of the log soon after they were written, in another thread. */
export const startIndexer = (databasePath: string, log: Log) => {
  const thread = startWorkerThread<IndexHandlers>('search/index-worker', { databasePath }, SMALL_MEMORY);
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let names = true;
  let again = true;
  /** When the first line was added that is not indexed, and how many were added since. */
  let sinceMs = performance.now();
  let lines = 0;
  let closed = false;

  const run = async () => {
    timer = undefined;
    running = true;
    again = false;
    lines = 0;
    let failed = false;
    try {
      let moreNames = names;
      names = false;
      for (let behind = true; (behind || moreNames) && !closed; ) {
        if (moreNames) moreNames = await thread.call('catchUpSomeNames');
        lines = 0;
        behind = (await thread.call('catchUp', LINES_PER_STEP)) === LINES_PER_STEP;
        await thread.call('checkpointLog');
      }
    } catch (error) {
      if (!closed) log.warn('the text index could not be updated, will retry', { error: String(error) });
      // Everything is still pending.
      failed = names = true;
    }
    running = false;
    if (closed) return;
    if (again) schedule();
    else if (failed) retryLater();
    else scheduleTidy();
  };

  const retryLater = () => {
    again = true;
    timer = setTimeout(run, QUIET_MS).unref();
  };

  /** Merge while idle rather than under load. */
  const scheduleTidy = () => {
    timer ??= setTimeout(tidy, QUIET_MS).unref();
  };
  const tidy = async () => {
    timer = undefined;
    running = true;
    const isMore = await thread.call('tidy').catch(() => false);
    running = false;
    if (closed) return;
    if (again) schedule();
    else if (isMore) timer = setTimeout(tidy, PAUSE_MS).unref();
  };

  const schedule = () => {
    if (closed) return;
    // The idle time ends here.
    if (!again) {
      clearTimeout(timer);
      timer = undefined;
      sinceMs = performance.now();
    }
    again = true;
    if (running) return;
    if (lines >= GATHERED) {
      clearTimeout(timer);
      void run();
    } else if (!timer) timer = setTimeout(run, Math.max(0, sinceMs + GATHER_MS - performance.now())).unref();
  };

  schedule();
  return {
    /** About so many lines were added to the log. */
    notify(count = 1): void {
      lines += count;
      schedule();
    },
    /** Names changed. */
    notifyNames(): void {
      names = true;
      schedule();
    },
    /** Removes lines that were deleted from the log before a position. */
    async removeBefore(seq: number): Promise<void> {
      while ((await thread.call('forgetBefore', seq, FORGET_PER_STEP)) === FORGET_PER_STEP && !closed);
    },
    /** Removes single lines, and the former text of rewritten ones, without leaving traces in the files. */
    erase: (seqs: readonly number[], rewritten: readonly number[]): Promise<void> =>
      thread.call('erase', seqs, rewritten),
    async close(): Promise<void> {
      closed = true;
      clearTimeout(timer);
      await thread.close();
    },
  };
};

export type Indexer = ReturnType<typeof startIndexer>;
