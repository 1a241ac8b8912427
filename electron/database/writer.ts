import type { WritableDb } from './database.ts';
import { databaseErrorCode, isStorageError } from './errors.ts';

/** The queue of all writes: those that arrive while a commit runs share the next commit. */
export interface Writer {
  /**
   * A task must only write to the database; it may run twice when another task of the same commit failed. Rejects with the
   * task's own error, or with the storage error.
   */
  write<T>(task: () => T): Promise<T>;
  /**
   * Runs the task at once. Survives a crash of the app; after a power cut it can be lost until the next `write` has settled.
   */
  writeNow<T>(task: () => T): T;
  /** Settles the queued tasks; later ones are rejected. */
  close(): Promise<void>;
}

export interface WriterOptions {
  /** How long to wait for a locked database, in ms, without blocking the process. */
  lockTimeoutMs?: number;
  /** Called after each write attempt: with the error, or with undefined after a success. */
  onWriteResult?: (error: unknown) => void;
  /** Called after each commit, before its tasks are settled. Throws when what was written is not kept. */
  checkFiles?: () => void;
  /** Run in every transaction before the first task and after the last: for values written once per commit. */
  hooks?: { begin(): void; end(): void };
  now?: () => number;
}

interface Queued {
  run(): void;
  resolve(): void;
  reject(error: unknown): void;
  deadlineMs: number;
}

// A larger commit would block the process noticeably.
const MAX_TASKS_PER_COMMIT = 256;
// Waiting for a few event-loop turns takes much less time than another commit.
const MAX_TURNS = 8;
const LOCKED_RETRY_MS = 25;

/** Creates the queue of writes. A commit is synchronous; only waiting for a locked file is not. */
export const createWriter = (db: WritableDb, options: WriterOptions = {}): Writer => {
  const { lockTimeoutMs = 2000, onWriteResult = () => {}, checkFiles = () => {}, hooks, now = Date.now } = options;
  let queue: Queued[] = [];
  let isFlushScheduled = false;
  let closed = false;
  let onDrained: (() => void) | undefined;

  const commit = db.transaction((batch: readonly Queued[]) => {
    hooks?.begin();
    for (const task of batch) task.run();
    hooks?.end();
  }).immediate;

  const scheduleFlush = () => {
    if (isFlushScheduled) return;
    isFlushScheduled = true;
    setImmediate(waitForMore, 0, MAX_TURNS);
  };

  /** Group commit: waits while each event-loop turn adds tasks. */
  const waitForMore = (before: number, turnsLeft: number) => {
    if (queue.length > before && queue.length < MAX_TASKS_PER_COMMIT && turnsLeft > 0)
      setImmediate(waitForMore, queue.length, turnsLeft - 1);
    else flush();
  };

  const flush = () => {
    isFlushScheduled = false;
    const batch = queue.splice(0, MAX_TASKS_PER_COMMIT);
    if (batch.length > 0) commitBatch(batch);
    if (queue.length > 0) scheduleFlush();
    else if (!isFlushScheduled) onDrained?.();
  };

  const commitBatch = (batch: readonly Queued[]) => {
    try {
      commit(batch);
      checkFiles();
    } catch (error) {
      return handleFailure(batch, error);
    }
    onWriteResult(undefined);
    for (const task of batch) task.resolve();
  };

  const handleFailure = (batch: readonly Queued[], error: unknown) => {
    if (databaseErrorCode(error) === 'locked') return retryLocked(batch, error);
    if (isStorageError(error)) {
      onWriteResult(error);
      for (const task of batch) task.reject(error);
    } else if (batch.length === 1) batch[0]?.reject(error);
    // One of the tasks failed: each gets its own commit, so that only that one is rejected.
    else for (const task of batch) commitBatch([task]);
  };

  const retryLocked = (batch: readonly Queued[], error: unknown) => {
    const atMs = now();
    for (const task of batch) if (task.deadlineMs <= atMs) task.reject(error);
    const stillWaiting = batch.filter((task) => task.deadlineMs > atMs);
    if (stillWaiting.length < batch.length) onWriteResult(error);
    if (stillWaiting.length === 0) return;
    queue = [...stillWaiting, ...queue];
    isFlushScheduled = true;
    setTimeout(flush, LOCKED_RETRY_MS);
  };

  return {
    write<T>(task: () => T): Promise<T> {
      if (closed) return Promise.reject(new Error('the database is closing'));
      return new Promise<T>((resolve, reject) => {
        let result: T;
        queue.push({
          run: () => {
            result = task();
          },
          resolve: () => resolve(result),
          reject,
          deadlineMs: now() + lockTimeoutMs,
        });
        scheduleFlush();
      });
    },
    writeNow: db.transactionWithoutSync,
    async close() {
      closed = true;
      if (queue.length === 0 && !isFlushScheduled) return;
      await new Promise<void>((resolve) => {
        onDrained = resolve;
      });
    },
  };
};
