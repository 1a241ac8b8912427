import { beforeEach, expect, it, vi } from 'vitest';
import { createStorageWatch } from '../../../electron/storage/storage-watch.ts';

const full = Object.assign(new Error('full'), { code: 'SQLITE_FULL' });

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

/** A storage whose writes fail while `refuses`. It reports each attempt to the watch, as the writer does. */
const watched = () => {
  const shown: (string | null)[] = [];
  const storage = { refuses: true };
  const write = async () => {
    watch.onWriteResult(storage.refuses ? full : undefined);
    if (storage.refuses) throw full;
  };
  const watch = createStorageWatch({
    setProblem: (problem) => void shown.push(problem?.code ?? null),
    tryWrite: write,
  });
  return { shown, storage, write: () => write().catch(() => {}), watch };
};

it('reports a failed write at once, and the end after a later successful write', async () => {
  const { shown, storage, write } = watched();
  await write();
  expect(shown).toEqual(['disk-full']);
  storage.refuses = false;
  await vi.advanceTimersByTimeAsync(5000);
  expect(shown).toEqual(['disk-full', null]);
  expect(vi.getTimerCount()).toBe(0);
});

it('one successful write in between does not end the problem', async () => {
  const { shown, storage, write } = watched();
  await write();
  storage.refuses = false;
  await write();
  storage.refuses = true;
  await write();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(shown).not.toContain(null);
});

it('has no timer after it stopped', async () => {
  const { write, watch } = watched();
  await write();
  watch.close();
  expect(vi.getTimerCount()).toBe(0);
});
