import { parentPort } from 'node:worker_threads';
import type { WorkerRequest, WorkerResponse } from './worker-thread.ts';

/** In a worker thread: answers each request with the handler of its name. */
export const serveWorkerRequests = (handlers: Record<string, (...args: never[]) => unknown>): void => {
  parentPort?.on('message', ({ id, name, args }: WorkerRequest) => {
    const reply = (message: WorkerResponse) => parentPort?.postMessage(message);
    try {
      const answer = handlers[name] as ((...args: readonly unknown[]) => unknown) | undefined;
      if (!answer) throw new Error(`no such question: ${name}`);
      reply({ id, ok: true, value: answer(...args) });
    } catch (error) {
      reply({ id, ok: false, error: String(error) });
    }
  });
};
