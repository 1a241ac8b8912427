import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchClock } from '../../../electron/subscription/clock-watch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A computer whose two clocks can be moved apart. */
const start = () => {
  let [wallMs, steadyMs] = [1_000_000, 500];
  const jumps: string[] = [];
  const since: number[] = [];
  const stop = watchClock({
    onJump: (reason, sinceMs) => {
      jumps.push(reason);
      since.push(sinceMs);
    },
    now: () => wallMs,
    monotonicNowMs: () => steadyMs,
    everyMs: 5000,
  });
  const tick = ({ wall = 5000, steady = 5000 } = {}) => {
    wallMs += wall;
    steadyMs += steady;
    vi.advanceTimersByTime(5000);
    return [...jumps];
  };
  return { tick, stop, since };
};
const HOUR = 3_600_000;

it('reports nothing while time passes normally, even under load', () => {
  const { tick } = start();
  expect([tick(), tick({ wall: 9000, steady: 9000 }), tick({ wall: 5300 })].flat()).toEqual([]);
});

it('detects a sleep that the monotonic clock does not count', () => {
  const { tick, since } = start();
  tick();
  expect(tick({ wall: 8 * HOUR })).toEqual(['sleep']);
  expect(since).toEqual([1_005_000]);
});

it('detects a sleep that both clocks count by a late tick', () => {
  const { tick } = start();
  expect(tick({ wall: HOUR, steady: HOUR })).toEqual(['sleep']);
});

it('detects a clock that is set back, and a sleep that the wall clock does not show', () => {
  const { tick } = start();
  expect(tick({ wall: -2 * HOUR })).toEqual(['clock']);
  expect(tick({ wall: 5000, steady: HOUR })).toEqual(['clock', 'sleep']);
});

it('reports each jump once, and none after it is stopped', () => {
  const { tick, stop } = start();
  tick({ wall: HOUR });
  expect(tick()).toEqual(['sleep']);
  stop();
  expect(tick({ wall: HOUR })).toEqual(['sleep']);
});
