import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { formatDay, formatInstant } from '../../shared/i18n/format.ts';
import { seenRangeMs } from '../../shared/periods.ts';
import {
  addDays,
  addMonths,
  dayOf,
  daysBetween,
  instantOf,
  isDay,
  isoWeek,
  isUsualDay,
  setTimeZone,
  startOfWeek,
  wallClock,
} from '../../shared/time.ts';
import { SEED } from '../seed.ts';

afterEach(() => setTimeZone(null));

const pad = (n: number, length: number) => String(n).padStart(length, '0');
/** Random days of the whole calendar; its first and last days are more likely than others. */
const anyDay = fc
  .record({
    year: fc.oneof(fc.integer({ min: 1, max: 9999 }), fc.constantFrom(1, 2, 20, 202, 9998, 9999)),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
  })
  .map(({ year, month, day }) => `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`);

describe('a day', () => {
  it.each(['2026-03-10', '2024-02-29', '0001-01-01', '0002-03-10', '9999-12-31'])('%s exists', (day) =>
    expect(isDay(day)).toBe(true),
  );

  it.each(['', '2026-02-29', '2026-13-01', '2026-00-10', '0000-01-01', '275760-09-13', '+010000-01-01', '2026-3-1'])(
    '%j does not exist',
    (day) => expect(isDay(day)).toBe(false),
  );

  it('is usual unless its year is incomplete or outside the planning range', () => {
    expect(['2026-03-10', '1900-01-01', '2199-12-31'].map(isUsualDay)).toEqual([true, true, true]);
    expect(['0002-03-10', '0202-03-10', '9999-12-31', '2026-02-30'].map(isUsualDay)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('counting days', () => {
  it('stays inside the calendar', () => {
    expect(addDays('9999-12-31', 1)).toBe('9999-12-31');
    expect(addDays('0001-01-01', -7)).toBe('0001-01-01');
    expect(addMonths('9999-12-31', 1)).toBe('9999-12-31');
    expect(addMonths('0001-01-31', -1)).toBe('0001-01-01');
    expect(addMonths('0001-01-31', 1)).toBe('0001-02-28');
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
  });

  it('returns a valid day for every valid day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -120_000, max: 120_000 }), (day, count) => {
        for (const other of [addDays(day, count), addMonths(day, count), startOfWeek(day)])
          expect(isDay(other)).toBe(true);
        expect(isoWeek(day)).toBeGreaterThan(0);
        expect(Number.isInteger(daysBetween(day, '2026-03-10'))).toBe(true);
      }),
      { seed: SEED },
    );
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

describe('the wall clock', () => {
  it.each(['Europe/Brussels', 'America/New_York', 'Pacific/Kiritimati'])('converts every day in %s', (timeZone) => {
    setTimeZone(timeZone);
    for (const day of ['0002-03-10', '0020-03-10', '0202-03-10', '2026-03-10', '9998-03-10'])
      expect([day, dayOf(instantOf(day, 720))]).toEqual([day, day]);
  });

  it('accepts any number as an instant', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (ms) => {
        expect(isDay(wallClock(ms).day)).toBe(true);
        expect(formatInstant(ms, 'nl', { dateStyle: 'medium', timeStyle: 'short' })).not.toBe('');
      }),
      { seed: SEED },
    );
  });

  it('converts and formats any two days', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (from, until) => {
        for (const ms of Object.values(seenRangeMs({ from, until }))) expect(Number.isFinite(ms)).toBe(true);
        expect(formatDay(from, 'fr', { weekday: 'short', day: 'numeric', month: 'long' })).not.toBe('');
      }),
      { seed: SEED },
    );
  });
});
