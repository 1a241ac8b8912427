import { expect, it } from 'vitest';
import { isInQuietHours, quietHours } from '../../shared/quiet-hours.ts';

const NIGHTS = quietHours.parse({ on: true, days: [0, 1, 2, 3, 4], fromMinutes: 18 * 60, untilMinutes: 7 * 60 });
const at = (local: string) => Date.parse(`2026-03-${local}:00+01:00`);

it('lasts from the evening of a selected weekday until the next morning', () => {
  // 9 March 2026 is a Monday, 13 a Friday.
  const moments = [
    ...['09T17:59', '09T18:00', '10T06:59', '10T07:00'],
    ...['13T23:00', '14T06:59', '14T18:00', '15T03:00', '16T03:00'],
  ];
  expect(moments.filter((m) => isInQuietHours(NIGHTS, at(m)))).toEqual([
    '09T18:00',
    '10T06:59',
    '13T23:00',
    '14T06:59',
  ]);
});

it('can lie within a day, and never applies when switched off', () => {
  const lunch = { ...NIGHTS, fromMinutes: 720, untilMinutes: 780 };
  expect(['09T11:59', '09T12:00', '09T13:00', '14T12:30'].filter((m) => isInQuietHours(lunch, at(m)))).toEqual([
    '09T12:00',
  ]);
  expect(isInQuietHours({ ...NIGHTS, on: false }, at('09T20:00'))).toBe(false);
});
