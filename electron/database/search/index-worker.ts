import { workerData } from 'node:worker_threads';
import { databaseErrorCode } from '../errors.ts';
import { lowerThreadPriority } from '../thread-priority.ts';
import { serveWorkerRequests } from '../worker-thread.ts';
import { removeSearchIndex, searchIndexFile } from './index-file.ts';
import { openSearchIndex, type SearchIndex } from './search-index.ts';

// The thread that fills the search index and does the log's checkpoints, so that no answer to Protime waits for either.
lowerThreadPriority();
const { databasePath } = workerData as { databasePath: string };
let index = openSearchIndex(databasePath);
let file = searchIndexFile(databasePath);

const openAgain = (): void => {
  index.close();
  index = openSearchIndex(databasePath);
  index.catchUpNames();
  file = searchIndexFile(databasePath);
};

/** On the index that is there now: one that was deleted, or whose damage shows only now, is made again. */
const onIndex =
  <A extends unknown[], T>(answer: (index: SearchIndex, ...args: A) => T) =>
  (...args: A): T => {
    if (searchIndexFile(databasePath) !== file) openAgain();
    try {
      return answer(index, ...args);
    } catch (error) {
      if (databaseErrorCode(error) !== 'damaged') throw error;
      removeSearchIndex(databasePath);
      openAgain();
      return answer(index, ...args);
    }
  };

const handlers = {
  catchUp: onIndex((its, limit: number) => its.catchUp(limit)),
  catchUpSomeNames: onIndex((its) => its.catchUpSomeNames()),
  forgetBefore: onIndex((its, seq: number, limit: number) => its.forgetBefore(seq, limit)),
  erase: onIndex((its, seqs: readonly number[], rewritten: readonly number[]) => its.erase(seqs, rewritten)),
  tidy: onIndex((its) => its.tidy()),
  checkpointLog: onIndex((its) => its.checkpointLog()),
};
export type IndexHandlers = typeof handlers;

serveWorkerRequests(handlers);
