import { openDatabase } from '../database/database.ts';
import { rememberFiles } from '../database/file-identity.ts';
import { runScheduledRestore } from '../database/maintenance/restore.ts';
import { startReader } from '../database/reader.ts';
import { takeRunningLock } from '../database/running-lock.ts';
import { startIndexer } from '../database/search/indexer.ts';
import { openForgottenPeople, storedTenant } from '../database/tables/forgotten-people.ts';
import { type ForgottenLookup, storesWithoutForgotten } from '../database/tables/without-forgotten.ts';
import { threadsLoaded } from '../database/thread.ts';
import { createWriter } from '../database/writer.ts';
import { createListeners } from '../listeners.ts';
import type { Logger } from '../log.ts';
import { createAppState } from './app-state.ts';
import { databasePathIn } from './data-folder.ts';
import type { SecretBox } from './secret-box.ts';
import { createStores } from './stores.ts';

export interface StorageOptions {
  dataDir: string;
  secrets: SecretBox;
  log: Logger;
  now: () => number;
}

const CHECK_FILES_EVERY_MS = 500;

/**
 * The database with everything that reads and writes it: one connection and one queue that write, threads that read and index.
 * @throws DatabaseError
 */
export const openStorage = ({ dataDir, secrets, log, now }: StorageOptions) => {
  using opened = new DisposableStack();
  const path = databasePathIn(dataDir);
  opened.adopt(takeRunningLock(path), ({ release }) => release());
  runScheduledRestore(path, now(), secrets);
  const db = opened.use(openDatabase(path));
  const files = rememberFiles(path);
  const forgotten = openForgottenPeople(path, secrets);
  const forgottenInTenant: ForgottenLookup = {
    isEmpty: forgotten.isEmpty,
    has: (personId) => !forgotten.isEmpty() && forgotten.has(storedTenant(db), personId),
  };
  const stores = storesWithoutForgotten(createStores(db, now), forgottenInTenant);
  const writeResults = createListeners<(error: unknown) => void>();
  const writer = createWriter(db, {
    hooks: stores.counters,
    onWriteResult: writeResults.notify,
    checkFiles: files.check,
    now,
  });
  // Also while nothing is written: a quiet screen must not hide it.
  const checkTimer = setInterval(() => {
    try {
      files.check();
    } catch (error) {
      writeResults.notify(error);
    }
  }, CHECK_FILES_EVERY_MS).unref();
  const reader = startReader(path);
  const indexer = startIndexer(path, log.child('index'));
  const owned = opened.move();
  return {
    db,
    stores,
    writer,
    /** Called after each write attempt: with the error, or with undefined after a success. */
    onWriteResult: writeResults.add,
    reader,
    indexer,
    forgotten,
    forgottenInTenant,
    appState: createAppState(stores.values, writer),
    async close(): Promise<void> {
      clearInterval(checkTimer);
      await indexer.close();
      await reader.close();
      await writer.close();
      owned.dispose();
      await threadsLoaded();
    },
  };
};

export type Storage = ReturnType<typeof openStorage>;
