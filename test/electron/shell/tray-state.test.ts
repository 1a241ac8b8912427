import { expect, it, onTestFinished, vi } from 'vitest';
import type { TrayState } from '../../../electron/shell/tray-menu.ts';
import { watchTrayState } from '../../../electron/shell/tray-state.ts';
import { eventually } from '../../eventually.ts';
import { createFakeMonitor, rejectionOf } from './fake-monitor.ts';

const HOUR = 3_600_000;

it('updates the menu when a mute ends, also after more than setTimeout can count', async () => {
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

it('reads rejections and names again only when they change, not with every change of the connection', async () => {
  const { monitor, state, push } = createFakeMonitor();
  const list = vi.spyOn(monitor.handlers, 'rejections.list');
  const seen: (readonly [open: number, status: string])[] = [];
  const onState = ({ rejections, connection }: TrayState) => seen.push([rejections.length, connection.state]);
  onTestFinished(
    watchTrayState(
      monitor,
      () => 'en',
      onState,
      () => {},
    ),
  );
  await eventually(() => expect(seen).toEqual([[0, 'live']]));
  state.rejections = [rejectionOf(1)];
  for (const now of ['late', 'down', 'live'] as const) {
    state.connection = { ...state.connection, state: now };
    push('connection.changed', state.connection);
    await eventually(() => expect(seen.at(-1)).toEqual([0, now]));
  }
  expect(list).toHaveBeenCalledTimes(1);
  push('rejections.changed', { openCount: 1 });
  await eventually(() => expect(seen.at(-1)).toEqual([1, 'live']));
});

it('shows changes that happened during a read', async () => {
  const { monitor, state, push } = createFakeMonitor();
  const seen: number[] = [];
  onTestFinished(
    watchTrayState(
      monitor,
      () => 'en',
      ({ rejections }) => seen.push(rejections.length),
      () => {},
    ),
  );
  // The first read is still running.
  state.rejections = [rejectionOf(1)];
  push('rejections.changed', { openCount: 1 });
  await eventually(() => expect(seen.at(-1)).toBe(1));
});
