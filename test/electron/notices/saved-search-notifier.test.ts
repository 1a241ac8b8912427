import { expect, it, onTestFinished, vi } from 'vitest';
import { createWriter } from '../../../electron/database/writer.ts';
import { silentLog } from '../../../electron/log.ts';
import { createSavedSearchNotifier } from '../../../electron/notices/saved-search-notifier.ts';
import { startCore } from '../ingest/core.ts';

const MINUTE = 60_000;

/** The log is a list of words; a search matches its own word. `state.indexed` limits how many of them are indexed. */
const start = (core = startCore(), log: string[] = []) => {
  vi.useFakeTimers({ now: 1e9 });
  onTestFinished(() => void vi.useRealTimers());
  const notified: [name: string, changes: number][] = [];
  const state = { indexed: Number.POSITIVE_INFINITY, isWithholding: false, broken: false, canShow: true };
  const notifier = createSavedSearchNotifier({
    searches: core.searches,
    reader: {
      countNewMatches: async (searches) => {
        if (state.broken) throw new Error('the reader ended');
        const until = Math.min(log.length, state.indexed);
        const found = searches.map(
          ({ filters, afterSeq }) => log.slice(afterSeq, until).filter((word) => word === filters.text).length,
        );
        return { until, isComplete: until === log.length, found };
      },
    },
    writer: createWriter(core.db),
    showNotice: async ({ name, changes }) => {
      if (!state.canShow) return null;
      return notified.push([name, changes]);
    },
    isWithholding: () => state.isWithholding,
    log: silentLog,
    now: Date.now,
  });
  onTestFinished(notifier.close);
  const save = (text: string, notify = true) =>
    core.searches.insert({ name: text, filters: { text }, notify }, log.length);
  const change = (...words: string[]) => {
    log.push(...words);
    notifier.checkSoon();
  };
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  /** Returns the notifications since the last call. */
  const takeNotified = () => notified.splice(0);
  return { core, log, notifier, state, save, change, pass, takeNotified };
};

it('summarises matches per minute and search, without loss', async () => {
  const { save, change, pass, takeNotified } = start();
  change('swift');
  for (const word of ['swift', 'wren']) save(word);
  save('owl', false);
  await pass(5000);
  expect(takeNotified()).toEqual([]);
  change('swift', 'swift', 'owl');
  await pass(5000);
  expect(takeNotified()).toEqual([['swift', 2]]);
  // The other search was not notified in the last minute, so it does not wait.
  for (let n = 0; n < 10; n += 1) {
    change('swift', 'wren');
    await pass(4000);
  }
  expect(takeNotified()).toEqual([['wren', 1]]);
  await pass(2 * MINUTE);
  expect(takeNotified()).toEqual([
    ['swift', 10],
    ['wren', 9],
  ]);
  await pass(10 * MINUTE);
  expect(takeNotified()).toEqual([]);
});

it('notifies at most once a minute, of every change once', async () => {
  const { save, change, pass, takeNotified } = start();
  save('swift');
  const times: number[] = [];
  let [changed, total] = [0, 0];
  const collect = () => {
    for (const [, changes] of takeNotified()) {
      total += changes;
      times.push(Date.now());
    }
  };
  for (let second = 0; second < 900; second += 1) {
    if ((second * second) % 7 < 3) {
      change('swift');
      changed += 1;
    }
    await pass(1000);
    collect();
  }
  await pass(2 * MINUTE);
  collect();
  expect(total).toBe(changed);
  expect(times.length).toBeGreaterThan(10);
  for (const [n, at] of times.slice(1).entries()) expect(at - (times[n] ?? 0)).toBeGreaterThanOrEqual(MINUTE - 1000);
});

it('notifies of changes indexed later, without a further change', async () => {
  const { state, save, change, pass, takeNotified } = start();
  save('swift');
  state.indexed = 0;
  change('swift', 'swift');
  await pass(10_000);
  expect(takeNotified()).toEqual([]);
  state.indexed = Number.POSITIVE_INFINITY;
  await pass(10_000);
  expect(takeNotified()).toEqual([['swift', 2]]);
});

it('counts matches during quiet hours and notifies afterwards', async () => {
  const { state, save, change, pass, takeNotified } = start();
  save('swift');
  state.isWithholding = true;
  change('swift');
  await pass(10 * MINUTE);
  change('swift');
  await pass(10 * MINUTE);
  expect(takeNotified()).toEqual([]);
  state.isWithholding = false;
  await pass(10_000);
  expect(takeNotified()).toEqual([['swift', 2]]);
});

it('searches again after a failed read', async () => {
  const { state, save, change, pass, takeNotified } = start();
  save('swift');
  state.broken = true;
  change('swift');
  await pass(10_000);
  state.broken = false;
  await pass(MINUTE);
  expect(takeNotified()).toEqual([['swift', 1]]);
});

it('does not notify twice while the disk is full or after a restart', async () => {
  const { core, save, change, pass, takeNotified } = start();
  save('swift');
  core.db.exec('PRAGMA query_only = ON');
  change('swift');
  await pass(5 * MINUTE);
  expect(takeNotified()).toEqual([['swift', 1]]);
  core.db.exec('PRAGMA query_only = OFF');
  change('swift');
  await pass(2 * MINUTE);
  expect(takeNotified()).toEqual([['swift', 1]]);
  expect(core.searches.withNotifications().map(({ notifiedSeq }) => notifiedSeq)).toEqual([2]);
});

it('notifies of matches from quiet hours after a restart, without a further change', async () => {
  const { core, log, notifier, state, save, change, pass, takeNotified } = start();
  save('swift');
  state.isWithholding = true;
  change('swift', 'swift');
  await pass(MINUTE);
  notifier.close();
  // It checks once at the start, without a change.
  const next = start(core, log);
  await next.pass(10_000);
  expect([takeNotified(), next.takeNotified()]).toEqual([[], [['swift', 2]]]);
});

it('repeats a notification that was not shown, with later matches', async () => {
  const { core, state, save, change, pass, takeNotified } = start();
  save('swift');
  state.canShow = false;
  change('swift');
  await pass(MINUTE);
  expect(core.searches.withNotifications().map(({ notifiedSeq }) => notifiedSeq)).toEqual([0]);
  change('swift');
  await pass(10_000);
  state.canShow = true;
  await pass(10_000);
  expect(takeNotified()).toEqual([['swift', 2]]);
  expect(core.searches.withNotifications().map(({ notifiedSeq }) => notifiedSeq)).toEqual([2]);
});
