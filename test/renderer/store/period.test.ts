import { expect, it } from 'vitest';
import { periodOf, stepPeriod } from '../../../renderer/store/period.ts';

it('shows whole weeks from Monday and whole months', () => {
  expect(periodOf('day', '2026-03-11')).toEqual({ from: '2026-03-11', until: '2026-03-11' });
  expect(periodOf('week', '2026-03-15')).toEqual({ from: '2026-03-09', until: '2026-03-15' });
  expect(periodOf('twoWeeks', '2026-03-09')).toEqual({ from: '2026-03-09', until: '2026-03-22' });
  expect(periodOf('month', '2028-02-29')).toEqual({ from: '2028-02-01', until: '2028-02-29' });
});

it('steps by its own length, without skipping a short month', () => {
  expect(stepPeriod('month', '2026-01-31', 1)).toBe('2026-02-01');
  expect(stepPeriod('month', '2026-03-31', -1)).toBe('2026-02-01');
  expect(stepPeriod('twoWeeks', '2026-12-28', 1)).toBe('2027-01-11');
  expect(stepPeriod('day', '2026-03-29', 1)).toBe('2026-03-30');
});
