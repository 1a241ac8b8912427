import type { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startReader } from '../../../electron/database/reader.ts';
import { startFile } from './files.ts';

const DAY_MS = 86_400_000;

/** A reader, and the threads of this process as they start. */
const start = () => {
  const { path } = startFile();
  const threads: Worker[] = [];
  const onWorker = (thread: Worker) => void threads.push(thread);
  process.on('worker', onWorker);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const reader = startReader(path);
  onTestFinished(async () => {
    vi.useRealTimers();
    process.off('worker', onWorker);
    await reader.close();
  });
  const ends = (thread: Worker | undefined) => new Promise<void>((resolve) => thread?.once('exit', () => resolve()));
  return { reader, threads, ends };
};

it('a thread without requests ends, and the next request starts another', async () => {
  const { reader, threads, ends } = start();
  expect(await reader.gaps(0, 1)).toEqual([]);
  const [first] = threads;
  const ended = ends(first);
  vi.advanceTimersByTime(DAY_MS);
  // While the first one is ending.
  expect(await reader.gaps(0, 1)).toEqual([]);
  await ended;
  expect(await reader.gaps(0, 1)).toEqual([]);
  expect(threads).toHaveLength(2);
});

it('a thread with a request does not end, however long it takes', async () => {
  const { reader, threads } = start();
  await reader.gaps(0, 1);
  const answers = Promise.all([reader.gaps(0, 1), reader.histogram(10)]);
  vi.advanceTimersByTime(DAY_MS);
  expect(await answers).toHaveLength(2);
  expect(threads).toHaveLength(1);
});

it('closing waits for a thread that is ending, and leaves no timer', async () => {
  const { reader, threads, ends } = start();
  await reader.gaps(0, 1);
  let isEnded = false;
  void ends(threads[0]).then(() => {
    isEnded = true;
  });
  vi.advanceTimersByTime(DAY_MS);
  await reader.close();
  expect([isEnded, vi.getTimerCount()]).toEqual([true, 0]);
});

it('a request that runs while the thread is closed is settled, and later ones are rejected', async () => {
  const { reader } = start();
  await reader.gaps(0, 1);
  const settled = Promise.allSettled([reader.gaps(0, 1)]);
  await reader.close();
  expect(await settled).toHaveLength(1);
  await expect(reader.gaps(0, 1)).rejects.toThrow('closed');
});
