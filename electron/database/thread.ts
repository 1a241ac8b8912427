import { parentPort, type ResourceLimits, Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';

export interface ThreadOptions<M> {
  workerData: unknown;
  resourceLimits?: ResourceLimits;
  onMessage: (message: M) => void;
}

const LOADED = 'loaded';
/** Threads that still load SQLite; each promise resolves when that is done, or the thread has ended. */
const loading = new Map<Worker, Promise<unknown>>();

/** The module of a worker, below this folder: the source in a checkout, one file per worker in a build. */
const workerUrl = (name: string): URL =>
  new URL(`./${name}.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

/**
 * Starts a worker thread.
 * @param workerName path of the worker from this folder, without its ending. It calls `loadSqlite` first.
 */
export const startThread = <M>(workerName: string, { onMessage, ...options }: ThreadOptions<M>): Worker => {
  const thread = new Worker(workerUrl(workerName), options);
  const loaded = new Promise<void>((resolve) => {
    thread.on('message', (message: M | typeof LOADED) => {
      if (message === LOADED) resolve();
      else onMessage(message);
    });
    thread.once('error', () => resolve());
    thread.once('exit', resolve);
  });
  loading.set(thread, loaded);
  void loaded.then(() => loading.delete(thread));
  return thread;
};

/** Call first in a worker thread: loads SQLite, and reports that to `startThread`. */
export const loadSqlite = (): void => {
  new Database(':memory:').close();
  parentPort?.postMessage(LOADED);
};

/** Ends a thread after it has loaded SQLite: ending it while it loads would abort the whole process. */
export const endThread = async (thread: Worker): Promise<void> => {
  thread.ref();
  await loading.get(thread);
  await thread.terminate();
};

/** Resolves when the process may end: ending it while a thread loads SQLite would abort it. */
export const threadsLoaded = async (): Promise<void> => {
  for (const [thread, loaded] of loading) {
    thread.ref();
    await loaded;
    thread.unref();
  }
};
