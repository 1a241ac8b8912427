import { Worker } from 'node:worker_threads';

/** A question to a worker thread and its answer. */
export interface WorkerRequest {
  id: number;
  name: string;
  args: readonly unknown[];
}
export type WorkerResponse = { id: number; ok: true; value: unknown } | { id: number; ok: false; error: string };

/** A worker thread that answers questions one after another. */
export interface WorkerThread {
  call(name: string, ...args: readonly unknown[]): Promise<unknown>;
  close(): Promise<void>;
}

/** The module of a worker, beside this file: the source in a checkout, one file per worker in a build. */
export const workerUrl = (name: string): URL =>
  new URL(`./${name}.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

/**
 * Starts a worker thread. When the thread fails, pending requests are rejected and it is started again with the next
 * request.
 * @param name file name of the worker without its ending.
 */
export const startWorkerThread = (name: string, workerData: unknown): WorkerThread => {
  const pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let nextId = 1;
  let closed = false;
  let worker: Worker | undefined;

  const failAll = (error: Error) => {
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  };

  const start = (): Worker => {
    const started = new Worker(workerUrl(name), { workerData });
    started.unref();
    started.on('message', (reply: WorkerResponse) => {
      const question = pending.get(reply.id);
      pending.delete(reply.id);
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
    call(question, ...args) {
      if (closed) return Promise.reject(new Error(`${name} is closed`));
      worker ??= start();
      const id = nextId++;
      const request: WorkerRequest = { id, name: question, args };
      return new Promise((resolve, reject) => {
        pending.set(id, { resolve, reject });
        worker?.postMessage(request);
      });
    },
    async close() {
      closed = true;
      await worker?.terminate();
    },
  };
};
