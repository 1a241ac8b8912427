import { expect, it, onTestFinished, vi } from 'vitest';
import { watchTrayState } from '../../../electron/shell/tray-state.ts';
import { createFakeMonitor } from './fake-monitor.ts';

const HOUR = 3_600_000;

it('reads the menu anew when a mute ends, also one that ends in forty days, and hardly before', async () => {
  vi.useFakeTimers({ now: Date.parse('2026-03-10T09:00:00+01:00') });
  onTestFinished(() => void vi.useRealTimers());
  const untilMs = Date.now() + 40 * 24 * HOUR;
  const { monitor } = createFakeMonitor({ notifications: { mutedUntilMs: untilMs } });
  const muted: boolean[] = [];
  const stop = watchTrayState(
    monitor,
    () => 'en',
    ({ mutedUntilMs }) => muted.push(mutedUntilMs !== null),
    () => {},
  );
  onTestFinished(stop);
  await vi.advanceTimersByTimeAsync(40 * 24 * HOUR - 1000);
  expect(new Set(muted)).toEqual(new Set([true]));
  expect(muted.length).toBeLessThan(50);
  await vi.advanceTimersByTimeAsync(2000);
  expect(muted.at(-1)).toBe(false);
});
