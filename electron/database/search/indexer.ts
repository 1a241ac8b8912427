import type { ResourceLimits } from 'node:worker_threads';
import type { Logger } from '../../log.ts';
import { startWorkerThread } from '../worker-thread.ts';
import type { IndexHandlers } from './index-worker.ts';

const LINES_PER_STEP = 4000;
const REMOVED_PER_STEP = 500;
/** Delay, so that lines are indexed in batches, which is cheaper. Until then a search reads them one by one. */
const BATCH_DELAY_MS = 500;
/** With this many lines there is no delay: searches would become slow. */
const MAX_BATCH_LINES = 1000;
const IDLE_DELAY_MS = 3000;
const PAUSE_MS = 50;
/** Until the thread ends: nobody waits for it. */
const IDLE_MS = 10_000;
/** Indexing makes much garbage and keeps little: by default V8 would let it grow beyond 100 MiB. */
const SMALL_MEMORY: ResourceLimits = { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 192 };

/** Indexes new lines of the change log soon after they were written, in another thread. */
export const startIndexer = (databasePath: string, log: Logger) => {
  const thread = startWorkerThread<IndexHandlers>({
    workerName: 'search/index-worker',
    workerData: { databasePath },
    idleMs: IDLE_MS,
    resourceLimits: SMALL_MEMORY,
  });
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let namesPending = true;
  let isRequested = true;
  /** The log's write-ahead file is too large, because a reader holds it up. */
  let isWalTooLarge = false;
  /** When the first unindexed line was added, and the number of lines added since. */
  let sinceMs = performance.now();
  let linesAdded = 0;
  let closed = false;

  const run = async () => {
    timer = undefined;
    running = true;
    isRequested = false;
    linesAdded = 0;
    let failed = false;
    try {
      let moreNames = namesPending;
      namesPending = false;
      for (let behind = true; (behind || moreNames) && !closed; ) {
        if (moreNames) moreNames = await thread.call('indexSomeChangedNames');
        linesAdded = 0;
        behind = (await thread.call('indexNewLines', LINES_PER_STEP)) === LINES_PER_STEP;
        isWalTooLarge = !(await thread.call('checkpointLog'));
      }
    } catch (error) {
      if (!closed) log.warn('the text index could not be updated, will retry', { error: String(error) });
      // What failed is still to be done.
      failed = namesPending = true;
    }
    running = false;
    if (closed) return;
    if (isRequested) schedule();
    else if (failed) retryLater();
    else scheduleTidy();
  };

  const retryLater = () => {
    isRequested = true;
    timer = setTimeout(run, IDLE_DELAY_MS).unref();
  };

  /** Optimises the index while the app is idle. */
  const scheduleTidy = () => {
    timer ??= setTimeout(optimise, IDLE_DELAY_MS).unref();
  };
  const optimise = async () => {
    timer = undefined;
    running = true;
    const isMore = await thread.call('optimise').catch(() => false);
    if (isWalTooLarge) isWalTooLarge = !(await thread.call('checkpointLog').catch(() => false));
    running = false;
    if (closed) return;
    if (isRequested) schedule();
    else if (isMore) timer = setTimeout(optimise, PAUSE_MS).unref();
    else if (isWalTooLarge) scheduleTidy();
  };

  const schedule = () => {
    if (closed) return;
    // The app is not idle any more.
    if (!isRequested) {
      clearTimeout(timer);
      timer = undefined;
      sinceMs = performance.now();
    }
    isRequested = true;
    if (running) return;
    if (linesAdded >= MAX_BATCH_LINES) {
      clearTimeout(timer);
      void run();
    } else if (!timer) timer = setTimeout(run, Math.max(0, sinceMs + BATCH_DELAY_MS - performance.now())).unref();
  };

  schedule();
  return {
    /** Call after lines were added to the log; the number may be approximate. */
    notify(count = 1): void {
      linesAdded += count;
      schedule();
    },
    /** Call after names changed. */
    notifyNames(): void {
      namesPending = true;
      schedule();
    },
    /** Removes lines that were deleted from the log before a position. */
    async removeBefore(seq: number): Promise<void> {
      while ((await thread.call('removeBefore', seq, REMOVED_PER_STEP)) === REMOVED_PER_STEP && !closed);
    },
    /** Removes lines, and the former text of rewritten ones, so that nothing of them remains in the index. */
    erase: (seqs: readonly number[], rewritten: readonly number[]): Promise<void> =>
      thread.call('erase', seqs, rewritten),
    /** Empties the write-ahead files of the log and the index; false when a reader prevents it. */
    emptyWalFiles: (): Promise<boolean> => thread.call('emptyWalFiles'),
    async close(): Promise<void> {
      closed = true;
      clearTimeout(timer);
      await thread.close();
    },
  };
};

export type Indexer = ReturnType<typeof startIndexer>;
