import { expect, it } from 'vitest';
import { createProviderClock } from '../../../electron/protime/provider-clock.ts';

it('uses the provider clock when it differs from the local one', () => {
  let nowMs = 1_000_000;
  const clock = createProviderClock(() => nowMs);
  clock.observe(nowMs - 3999, nowMs);
  expect([clock.offsetMs(), clock.now()]).toEqual([0, nowMs]);
  clock.observe(nowMs + 7_200_000, nowMs);
  nowMs += 1000;
  expect([clock.offsetMs(), clock.now()]).toEqual([7_200_000, nowMs + 7_200_000]);
  // The header has whole seconds, and the answer takes time.
  clock.observe(nowMs + 7_199_100, nowMs);
  expect(clock.offsetMs()).toBe(7_200_000);
  clock.observe(nowMs + 7_300_000, nowMs);
  expect(clock.offsetMs()).toBe(7_300_000);
  clock.observe(nowMs, nowMs);
  expect(clock.offsetMs()).toBe(0);
});

it('knows the time of the provider although the local clock is set', () => {
  let [nowMs, uptimeMs] = [1_000_000, 50];
  const clock = createProviderClock(
    () => nowMs,
    () => uptimeMs,
  );
  expect(clock.independentNow()).toBe(undefined);
  clock.observe(2_000_000, nowMs);
  [nowMs, uptimeMs] = [900_000_000, 1050];
  expect(clock.independentNow()).toBe(2_001_000);
});
