import { describe, expect, it } from 'vitest';
import { seenDays, seenRangeMs, shiftDays } from '../../shared/periods.ts';
import { resolveFilters } from '../../shared/saved-search.ts';
import { setTimeZone } from '../../shared/time.ts';

// A Wednesday; the tests run in Brussels.
const TODAY = '2026-03-11';

describe('named periods', () => {
  it.each([
    ['today', '2026-03-11', '2026-03-11'],
    ['tomorrow', '2026-03-12', '2026-03-12'],
    ['thisWeek', '2026-03-09', '2026-03-15'],
    ['nextWeek', '2026-03-16', '2026-03-22'],
    ['thisMonth', '2026-03-01', '2026-03-31'],
    ['nextMonth', '2026-04-01', '2026-04-30'],
  ] as const)('shift period %s is %s to %s', (name, from, until) => {
    expect(shiftDays(name, TODAY)).toEqual({ from, until });
  });

  it('a seen period includes today, unless it is yesterday', () => {
    expect(seenDays('last7', TODAY)).toEqual({ from: '2026-03-05' });
    expect(seenDays('yesterday', TODAY)).toEqual({ from: '2026-03-10', until: '2026-03-10' });
  });

  it('a seen period ends after its last day, in the chosen time zone', () => {
    // Summer time began on the 29th.
    expect(seenRangeMs({ from: '2026-03-28', until: '2026-03-29' })).toEqual({
      seenFromMs: Date.parse('2026-03-28T00:00:00+01:00'),
      seenUntilMs: Date.parse('2026-03-30T00:00:00+02:00'),
    });
    setTimeZone('Europe/London');
    expect(seenRangeMs({ from: '2026-03-28' })).toEqual({ seenFromMs: Date.parse('2026-03-28T00:00:00Z') });
  });

  it('the shift period of a saved search moves with the current day', () => {
    const saved = { text: 'keys', shiftPeriod: 'nextWeek', order: 'shift' } as const;
    expect(resolveFilters(saved, TODAY)).toEqual({
      text: 'keys',
      order: 'shift',
      from: '2026-03-16',
      until: '2026-03-22',
    });
    expect(resolveFilters(saved, '2026-03-18')).toMatchObject({ from: '2026-03-23' });
  });
});
