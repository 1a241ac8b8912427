import { describe, expect, it } from 'vitest';
import { instantOf } from '../../shared/time.ts';
import { isShortNotice } from '../../shared/working-days.ts';

describe('short notice', () => {
  // 2026-03-10 is a Tuesday.
  it.each([
    ['2026-03-10', '2026-03-10', 7, true],
    ['2026-03-10', '2026-03-18', 7, true],
    ['2026-03-10', '2026-03-19', 7, false],
    ['2026-03-06', '2026-03-08', 1, true],
    ['2026-03-06', '2026-03-09', 1, false],
    ['2026-03-11', '2026-03-10', 7, false],
    ['2026-03-10', '2026-03-10', 0, false],
  ])('of a change on %s for %s with %i working days is %j', (changed, starts, days, short) =>
    expect(isShortNotice(changed, starts, days, null)).toBe(short),
  );

  it('counts no public holiday of the country as a working day', () => {
    // The Tuesday after Easter Monday, and the day after the Belgian national holiday.
    const short = (changed: string, starts: string, country: 'BE' | 'NL' | null) =>
      isShortNotice(changed, starts, 2, country);
    expect([short('2026-04-03', '2026-04-07', null), short('2026-04-03', '2026-04-07', 'NL')]).toEqual([false, true]);
    expect([short('2026-07-20', '2026-07-22', 'NL'), short('2026-07-20', '2026-07-22', 'BE')]).toEqual([false, true]);
  });
});

describe('the instant of a wall-clock time', () => {
  it('is right on both days the clocks change, and in another zone', () => {
    const at = (day: string, minutes: number, zone?: string) => new Date(instantOf(day, minutes, zone)).toISOString();
    expect(at('2026-03-29', 60)).toBe('2026-03-29T00:00:00.000Z');
    expect(at('2026-03-29', 240)).toBe('2026-03-29T02:00:00.000Z');
    expect(at('2026-10-25', 240)).toBe('2026-10-25T03:00:00.000Z');
    expect(at('2026-03-10', 1020, 'Europe/London')).toBe('2026-03-10T17:00:00.000Z');
  });
});
