import { describe, expect, it } from 'vitest';
import {
  parseTimeOfDay,
  sliceHeights,
  stepToSlice,
  yesterdayAt17,
} from '../../../../renderer/timeline/moment/moments.ts';

const iso = (ms: number) => new Date(ms).toISOString();

describe('yesterday at 17:00', () => {
  it('is in local time, also over the night the clocks change', () => {
    expect(iso(yesterdayAt17(Date.parse('2026-03-10T08:00:00Z')))).toBe('2026-03-09T16:00:00.000Z');
    expect(iso(yesterdayAt17(Date.parse('2026-03-29T08:00:00Z')))).toBe('2026-03-28T16:00:00.000Z');
    expect(iso(yesterdayAt17(Date.parse('2026-03-30T08:00:00Z')))).toBe('2026-03-29T15:00:00.000Z');
  });
});

describe('a typed time', () => {
  it.each([
    ['17:00', 1020],
    ['9:05', 545],
    ['1730', 1050],
    ['17h30', 1050],
    ['25:00', undefined],
    ['12:6', undefined],
    ['', undefined],
  ])('%j is %j', (text, minutes) => expect(parseTimeOfDay(text)).toBe(minutes));
});

describe('the histogram of the history', () => {
  const moments = { fromMs: 0, untilMs: 1000, counts: [9, 0, 0, 1, 0, 0, 0, 0, 0, 99] };

  it('show when changes happened, higher for more changes', () => {
    const marks = sliceHeights(moments);
    expect(marks.map((m) => m.slice)).toEqual([0, 3, 9]);
    expect(marks.at(-1)?.height).toBe(1);
    expect(marks[1]?.height).toBeLessThan(marks[0]?.height ?? 0);
  });

  it('can be stepped through one by one', () => {
    expect(stepToSlice(moments, 1000, -1)).toBe(400);
    expect(stepToSlice(moments, 400, -1)).toBe(100);
    expect(stepToSlice(moments, 100, -1)).toBe(0);
    expect(stepToSlice(moments, 100, 1)).toBe(400);
    expect(stepToSlice(moments, 1000, 1)).toBe(1000);
  });
});
