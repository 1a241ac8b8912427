import { workerData } from 'node:worker_threads';
import { databaseErrorCode } from '../errors.ts';
import { loadSqlite } from '../thread.ts';
import { lowerThreadPriority } from '../thread-priority.ts';
import { serveWorkerRequests } from '../worker-thread.ts';
import { removeSearchIndex, searchIndexFile } from './index-file.ts';
import { openSearchIndex, type SearchIndex } from './search-index.ts';

// The thread that fills the search index and does the log's checkpoints, so that no answer to Protime waits for either.
loadSqlite();
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

/** Runs on the current index; one that was deleted, or turns out to be damaged, is created again. */
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
  catchUp: onIndex((index, limit: number) => index.catchUp(limit)),
  catchUpSomeNames: onIndex((index) => index.catchUpSomeNames()),
  forgetBefore: onIndex((index, seq: number, limit: number) => index.forgetBefore(seq, limit)),
  erase: onIndex((index, seqs: readonly number[], rewritten: readonly number[]) => index.erase(seqs, rewritten)),
  tidy: onIndex((index) => index.tidy()),
  checkpointLog: onIndex((index) => index.checkpointLog()),
};
export type IndexHandlers = typeof handlers;

serveWorkerRequests(handlers);
