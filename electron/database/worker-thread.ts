import { Worker } from 'node:worker_threads';

/** A question to a worker thread and its answer. */
export interface Question {
  id: number;
  name: string;
  args: readonly unknown[];
}
export type Reply = { id: number; ok: true; value: unknown } | { id: number; ok: false; error: string };

/** A worker thread that answers questions one after another. */
export interface WorkerThread {
  ask(name: string, ...args: readonly unknown[]): Promise<unknown>;
  close(): Promise<void>;
}

/** The module of a worker, beside this file: the source in a checkout, one file per worker in a build. */
export const workerUrl = (name: string): URL =>
  new URL(`./${name}.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

/**
 * Starts a worker thread. A thread that dies rejects what was asked of it and is started again with the next question.
 * @param name file name of the worker without its ending.
 */
export const startWorkerThread = (name: string, workerData: unknown): WorkerThread => {
  const open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let nextId = 1;
  let closed = false;
  let worker: Worker | undefined;

  const failAll = (error: Error) => {
    for (const { reject } of open.values()) reject(error);
    open.clear();
  };

  const start = (): Worker => {
    const started = new Worker(workerUrl(name), { workerData });
    started.unref();
    started.on('message', (reply: Reply) => {
      const question = open.get(reply.id);
      open.delete(reply.id);
      if (reply.ok) question?.resolve(reply.value);
      else question?.reject(new Error(reply.error));
    });
    started.on('error', failAll);
    started.on('exit', () => {
      if (worker === started) worker = undefined;
      failAll(new Error(`${name} ended`));
    });
    return started;
  };

  return {
    ask(question, ...args) {
      if (closed) return Promise.reject(new Error(`${name} is closed`));
      worker ??= start();
      const id = nextId++;
      const asked: Question = { id, name: question, args };
      return new Promise((resolve, reject) => {
        open.set(id, { resolve, reject });
        worker?.postMessage(asked);
      });
    },
    async close() {
      closed = true;
      await worker?.terminate();
    },
  };
};
