import { expect, it } from 'vitest';
import { sinceLastRejection } from '../../../renderer/rejections/since-last-rejection.ts';

const seen = (...atMs: number[]) => atMs.map((seenAtMs) => ({ seenAtMs }));

it('the time without rejections begins with the last one seen', () => {
  expect(sinceLastRejection(seen(100, 300, 200), [])).toEqual({ sinceMs: 300, gaps: [] });
  expect(sinceLastRejection([], [])).toBeUndefined();
});

it('lists the gaps in which a rejection could have been missed, oldest first', () => {
  const before = { fromMs: 10, untilMs: 90, found: 1 };
  const across = { fromMs: 250, untilMs: 350, found: 0 };
  const still = { fromMs: 500, untilMs: null, found: null };
  expect(sinceLastRejection(seen(300), [still, before, across])?.gaps).toEqual([across, still]);
});
