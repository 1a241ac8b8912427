import { parentPort, type ResourceLimits, type Worker } from 'node:worker_threads';
import { collectGarbage } from '../heap.ts';
import { endThread, startThread } from './thread.ts';

/** The functions of a worker, by the name of the request. */
type Handlers = Record<string, (...args: never[]) => unknown>;
/** The same handlers as the thread that started the worker calls them. */
export type WorkerCalls<H extends Handlers> = {
  [N in keyof H]: (...args: Parameters<H[N]>) => Promise<ReturnType<H[N]>>;
};

interface WorkerRequest {
  id: number;
  name: string;
  args: readonly unknown[];
}
type WorkerResponse = { id: number; ok: true; value: unknown } | { id: number; ok: false; error: string };

/** A worker thread that answers requests one after another. */
export interface WorkerThread<H extends Handlers> {
  call<N extends keyof H & string>(name: N, ...args: Parameters<H[N]>): Promise<ReturnType<H[N]>>;
  close(): Promise<void>;
}

export interface WorkerThreadOptions {
  /** Path of the worker from this folder, without its ending. */
  workerName: string;
  workerData: unknown;
  /** Without a request for so long the thread ends, which frees its memory. Starting it again takes about 0.1 s. */
  idleMs: number;
  resourceLimits?: ResourceLimits;
}

/**
 * A worker thread, started with the first request. When it fails, pending requests are rejected; after that, and after it was idle,
 * it is started again with the next request.
 */
export const startWorkerThread = <H extends Handlers>({
  workerName,
  workerData,
  idleMs,
  resourceLimits,
}: WorkerThreadOptions): WorkerThread<H> => {
  // The answers come from handlers of H: their types are those of the requests.
  const pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let nextId = 1;
  let closed = false;
  let worker: Worker | undefined;
  let idleTimer: NodeJS.Timeout | undefined;
  /** Resolves when threads that were idle have ended. */
  let ended: Promise<unknown> = Promise.resolve();

  const end = (): Promise<unknown> => {
    clearTimeout(idleTimer);
    if (worker) ended = Promise.all([ended, endThread(worker)]);
    worker = undefined;
    return ended;
  };
  const endIdle = () => {
    void end();
    // What the thread's work left in this one.
    collectGarbage();
  };
  const failAll = (error: Error) => {
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  };

  const start = (): Worker => {
    const onMessage = (response: WorkerResponse) => {
      const request = pending.get(response.id);
      pending.delete(response.id);
      if (response.ok) request?.resolve(response.value);
      else request?.reject(new Error(response.error));
      if (pending.size === 0 && !closed) idleTimer = setTimeout(endIdle, idleMs).unref();
    };
    const started = startThread(workerName, { workerData, onMessage, ...(resourceLimits ? { resourceLimits } : {}) });
    started.unref();
    // A thread that was idle may still be ending while the next one has requests.
    started.on('error', (error: Error) => {
      if (worker === started) failAll(error);
    });
    started.on('exit', () => {
      if (worker !== started) return;
      worker = undefined;
      failAll(new Error(`${workerName} ended`));
    });
    return started;
  };

  return {
    call(name, ...args) {
      if (closed) return Promise.reject(new Error(`${workerName} is closed`));
      clearTimeout(idleTimer);
      worker ??= start();
      const id = nextId++;
      const request: WorkerRequest = { id, name, args };
      return new Promise((resolve, reject) => {
        pending.set(id, { resolve, reject });
        worker?.postMessage(request);
      });
    },
    async close() {
      closed = true;
      await end();
      failAll(new Error(`${workerName} is closed`));
    },
  };
};

/** In a worker thread: answers each request with the handler of its name. */
export const serveWorkerRequests = (handlers: Handlers): void => {
  parentPort?.on('message', ({ id, name, args }: WorkerRequest) => {
    const reply = (message: WorkerResponse) => parentPort?.postMessage(message);
    try {
      const handler = handlers[name];
      if (!handler) throw new Error(`unknown request: ${name}`);
      reply({ id, ok: true, value: handler(...(args as never[])) });
    } catch (error) {
      reply({ id, ok: false, error: String(error) });
    }
  });
};
