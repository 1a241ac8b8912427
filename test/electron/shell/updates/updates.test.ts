import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../../../electron/log.ts';
import { createUpdates, UpdateError, type UpdateSource } from '../../../../electron/shell/updates/updates.ts';
import type { FoundUpdate, UpdateStatus } from '../../../../shared/update.ts';

const found: FoundUpdate = { version: '1.2.0', url: 'https://feed.example/app', isManual: false };

const start = (feed: string | null) => {
  const state = { feed, loaded: 0, asked: [] as string[], downloads: 0, installs: 0, reported: [] as UpdateStatus[] };
  let answer: () => Promise<FoundUpdate | undefined> = async () => found;
  const source: UpdateSource = {
    check: (address) => {
      state.asked.push(address);
      return answer();
    },
    download: async (onProgress) => {
      state.downloads += 1;
      onProgress(40);
    },
    install: () => {
      state.installs += 1;
    },
  };
  const updates = createUpdates({
    loadSource: async () => {
      state.loaded += 1;
      return source;
    },
    log: silentLog,
    now: () => 1000,
    firstCheckMs: 60_000,
  })({ feed: () => state.feed, onChange: (status) => state.reported.push(status) });
  return {
    updates,
    state,
    answers: (next: typeof answer) => {
      answer = next;
    },
    setFeed: (next: string | null) => {
      state.feed = next;
      updates.feedChanged();
    },
  };
};
const FEED = 'https://feed.example/releases';

describe('updates', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const settle = () => vi.advanceTimersByTimeAsync(0);

  it('send no request and load no updater while no feed is set', async () => {
    const { updates, state } = start(null);
    updates.begin();
    updates.check();
    await vi.advanceTimersByTimeAsync(48 * 3_600_000);
    expect([updates.status().state, state.asked, state.loaded]).toEqual(['off', [], 0]);
  });

  it('are checked a minute after start and every six hours, without a download', async () => {
    const { updates, state } = start(FEED);
    updates.begin();
    await vi.advanceTimersByTimeAsync(59_000);
    expect(state.asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(updates.status()).toEqual({ state: 'available', found });
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    expect(state.asked).toEqual(Array(5).fill(FEED));
    expect([state.downloads, state.installs]).toEqual([0, 0]);
  });

  it('are downloaded and installed on request, with the download progress', async () => {
    const { updates, state } = start(FEED);
    updates.install();
    updates.check();
    await settle();
    updates.install();
    updates.download();
    await settle();
    expect(state.reported.map(({ state }) => state)).toEqual([
      'checking',
      'available',
      'downloading',
      'downloading',
      'downloaded',
    ]);
    updates.check();
    updates.download();
    updates.install();
    await settle();
    expect([state.asked.length, state.downloads, state.installs]).toEqual([1, 1, 1]);
  });

  it('report why a check failed, and are found the next time', async () => {
    const { updates, answers } = start(FEED);
    answers(() => Promise.reject(new UpdateError('unreachable', new Error('no route'))));
    updates.check();
    await settle();
    expect(updates.status()).toMatchObject({ state: 'failed', during: 'check', reason: 'unreachable', atMs: 1000 });
    answers(() => Promise.reject(new Error('who knows')));
    updates.check();
    await settle();
    expect(updates.status()).toMatchObject({ reason: 'other' });
    answers(async () => undefined);
    updates.check();
    await settle();
    expect(updates.status()).toEqual({ state: 'none', checkedAtMs: 1000 });
  });

  it('are checked at once with a new feed, and late answers of the old one are ignored', async () => {
    const { updates, state, answers, setFeed } = start(FEED);
    const late = Promise.withResolvers<FoundUpdate>();
    answers(() => late.promise);
    updates.check();
    await settle();
    answers(async () => undefined);
    setFeed('https://other.example');
    await settle();
    late.resolve(found);
    await settle();
    expect([updates.status(), state.asked]).toEqual([
      { state: 'none', checkedAtMs: 1000 },
      [FEED, 'https://other.example'],
    ]);
    setFeed(null);
    expect(updates.status()).toEqual({ state: 'off' });
  });

  it('are no longer checked after the app closed', async () => {
    const { updates, state } = start(FEED);
    updates.begin();
    updates.close();
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    expect(state.asked).toEqual([]);
  });
});
