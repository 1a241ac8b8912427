import { parentPort } from 'node:worker_threads';
import type { Question, Reply } from './worker-thread.ts';

/** Inside a worker thread: answers each question with the function of its name. */
export const answerQuestions = (answers: Record<string, (...args: never[]) => unknown>): void => {
  parentPort?.on('message', ({ id, name, args }: Question) => {
    const reply = (message: Reply) => parentPort?.postMessage(message);
    try {
      const answer = answers[name] as ((...args: readonly unknown[]) => unknown) | undefined;
      if (!answer) throw new Error(`no such question: ${name}`);
      reply({ id, ok: true, value: answer(...args) });
    } catch (error) {
      reply({ id, ok: false, error: String(error) });
    }
  });
};
