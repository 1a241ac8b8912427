import { expect, it } from 'vitest';
import { retryDelayMs } from '../../../electron/tunnel/backoff.ts';

it('waits longer after each failure, up to a minute', () => {
  const seconds = [1, 2, 3, 4, 5, 6, 7, 1000].map((failures) => retryDelayMs(failures, () => 0.5) / 1000);
  expect(seconds).toEqual([1, 2, 4, 10, 30, 60, 60, 60]);
});

it('varies each wait by at most a fifth', () => {
  expect([retryDelayMs(6, () => 0), retryDelayMs(6, () => 1)]).toEqual([48_000, 72_000]);
});
