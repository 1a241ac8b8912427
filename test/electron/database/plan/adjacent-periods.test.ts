import { expect, it } from 'vitest';
import { adjacentPeriods } from '../../../../electron/database/plan/adjacent-periods.ts';

it.each([
  [
    'a week',
    { from: '2026-03-09', until: '2026-03-15' },
    [
      { from: '2026-03-16', until: '2026-03-22' },
      { from: '2026-03-02', until: '2026-03-08' },
    ],
  ],
  [
    'a month',
    { from: '2026-02-01', until: '2026-02-28' },
    [
      { from: '2026-03-01', until: '2026-03-31' },
      { from: '2026-01-01', until: '2026-01-31' },
    ],
  ],
])('the periods next to %s have the same length', (_, range, expected) =>
  expect(adjacentPeriods(range)).toEqual(expected),
);
