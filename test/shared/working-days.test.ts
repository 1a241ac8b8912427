import { describe, expect, it } from 'vitest';
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
  ])('a change on %s of a shift on %s is short notice within %i working days: %j', (changed, starts, days, short) =>
    expect(isShortNotice(changed, starts, days, null)).toBe(short),
  );

  it('does not count public holidays of the country as working days', () => {
    // The Tuesday after Easter Monday, and the day after the Belgian national holiday.
    const short = (changed: string, starts: string, country: 'BE' | 'NL' | null) =>
      isShortNotice(changed, starts, 2, country);
    expect([short('2026-04-03', '2026-04-07', null), short('2026-04-03', '2026-04-07', 'NL')]).toEqual([false, true]);
    expect([short('2026-07-20', '2026-07-22', 'NL'), short('2026-07-20', '2026-07-22', 'BE')]).toEqual([false, true]);
  });
});
