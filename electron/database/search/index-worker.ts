import { workerData } from 'node:worker_threads';
import { databaseErrorCode } from '../errors.ts';
import { loadSqlite } from '../thread.ts';
import { lowerThreadPriority } from '../thread-priority.ts';
import { serveWorkerRequests } from '../worker-thread.ts';
import { removeSearchIndex, searchIndexFile } from './index-file.ts';
import { openSearchIndex, type SearchIndex } from './search-index.ts';

// The thread that fills the search index and does the log's checkpoints, so that neither delays an answer to Protime.
loadSqlite();
lowerThreadPriority();
const { databasePath } = workerData as { databasePath: string };
let index = openSearchIndex(databasePath);
let file = searchIndexFile(databasePath);

const openAgain = (): void => {
  index.close();
  index = openSearchIndex(databasePath);
  index.indexChangedNames();
  file = searchIndexFile(databasePath);
};

/** Calls a function with the current index; an index that was deleted or is damaged is created again first. */
const onIndex =
  <A extends unknown[], T>(run: (index: SearchIndex, ...args: A) => T) =>
  (...args: A): T => {
    if (searchIndexFile(databasePath) !== file) openAgain();
    try {
      return run(index, ...args);
    } catch (error) {
      if (databaseErrorCode(error) !== 'damaged') throw error;
      removeSearchIndex(databasePath);
      openAgain();
      return run(index, ...args);
    }
  };

const handlers = {
  indexNewLines: onIndex((index, limit: number) => index.indexNewLines(limit)),
  indexSomeChangedNames: onIndex((index) => index.indexSomeChangedNames()),
  removeBefore: onIndex((index, seq: number, limit: number) => index.removeBefore(seq, limit)),
  erase: onIndex((index, seqs: readonly number[], rewritten: readonly number[]) => index.erase(seqs, rewritten)),
  emptyWalFiles: onIndex((index) => index.emptyWalFiles()),
  optimise: onIndex((index) => index.optimise()),
  checkpointLog: onIndex((index) => index.checkpointLog()),
};
export type IndexHandlers = typeof handlers;

serveWorkerRequests(handlers);
