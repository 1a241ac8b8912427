import { expect, it, onTestFinished, vi } from 'vitest';
import { createOpenCount } from '../../../electron/notices/open-count.ts';
import type { NotificationPreferences } from '../../../shared/rejection.ts';

const EVERYONE: NotificationPreferences = { onlyPeople: [], onlyActivities: [], mutedUntilMs: null };

const start = () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const state = { n: 0, asked: 0, wishes: EVERYONE };
  const pushed: unknown[] = [];
  const count = createOpenCount({
    rejections: {
      openCount: ({ onlyPeople } = EVERYONE) => {
        state.asked += 1;
        return onlyPeople.length > 0 ? 1 : state.n;
      },
    },
    notificationPreferences: () => state.wishes,
    push: (_name, payload) => pushed.push(payload),
    intervalMs: 250,
  });
  onTestFinished(() => count.close());
  return { state, pushed, count };
};

it('publishes a single change at once, and a burst once at its end', () => {
  const { state, pushed, count } = start();
  state.asked = 0;
  for (let n = 1; n <= 100; n += 1) {
    state.n = n;
    count.scheduleUpdate();
  }
  expect(pushed).toEqual([{ openCount: 1 }]);
  vi.advanceTimersByTime(250);
  expect([pushed, state.asked]).toEqual([[{ openCount: 1 }, { openCount: 100 }], 2]);
  vi.advanceTimersByTime(10_000);
  expect(state.asked).toBe(2);
});

it('counts a snoozed rejection again when its time is up', () => {
  const { state, pushed } = start();
  state.n = 1;
  vi.advanceTimersByTime(15_000);
  expect(pushed).toEqual([{ openCount: 1 }]);
});

it('counts only the selected people and activities', () => {
  const { state, count } = start();
  state.n = 5;
  expect(count.count()).toBe(5);
  state.wishes = { ...EVERYONE, onlyPeople: [7] };
  expect(count.count()).toBe(1);
});
