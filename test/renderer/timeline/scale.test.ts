import { describe, expect, it } from 'vitest';
import {
  clipSpan,
  detailAt,
  hourStepAt,
  pxPerMinute,
  rowAt,
  rowOffsets,
  rowWindow,
} from '../../../renderer/timeline/scale.ts';

const metrics = { lanePx: 36, paddingPx: 8 };

describe('the width of a minute', () => {
  it('lets the period fill the window', () => {
    expect(pxPerMinute(1400, 14, 'twoWeeks', 1) * 1440 * 14).toBeCloseTo(1400);
  });

  it('keeps days readable in a narrow window', () => {
    expect(pxPerMinute(300, 31, 'month', 1) * 1440).toBeCloseTo(26);
  });

  it.each([
    ['without a scroll bar', 1280 - 216 - 208],
    ['with the borders of Windows, beside a scroll bar, in the frame of an earlier plan', 1264 - 216 - 208 - 17 - 6],
  ])('shows a whole day, week and month in the usual window, 1,280 px wide, %s', (_, room) => {
    for (const [view, days] of [
      ['day', 1],
      ['week', 7],
      ['twoWeeks', 14],
      ['month', 31],
    ] as const)
      expect(pxPerMinute(room, days, view, 1) * 1440 * days).toBeCloseTo(room);
  });

  it('grows with the zoom', () => {
    expect(pxPerMinute(1400, 7, 'week', 4)).toBeCloseTo(4 * pxPerMinute(1400, 7, 'week', 1));
  });
});

describe('the level of detail', () => {
  it('increases with the width of a day', () => {
    expect([34, 72, 110, 140].map(detailAt)).toEqual(['blocks', 'short', 'medium', 'full']);
  });

  it('marks every hour of a wide day and none of a narrow one', () => {
    expect([1200, 400, 140, 40].map(hourStepAt)).toEqual([1, 3, 12, 24]);
  });
});

describe('rows', () => {
  it('lie below each other, higher where bars overlap', () => {
    expect([...rowOffsets([1, 3, 1], metrics)]).toEqual([0, 44, 160, 204]);
  });

  it('are found by y position, also beyond either end', () => {
    const offsets = rowOffsets([1, 3, 1], metrics);
    expect([-50, 0, 43, 44, 159, 160, 999].map((y) => rowAt(offsets, y))).toEqual([0, 0, 0, 1, 1, 2, 2]);
  });

  it('are drawn only around the visible part', () => {
    const offsets = rowOffsets(
      Array.from({ length: 5000 }, () => 1),
      metrics,
    );
    const { first, end } = rowWindow(offsets, 44 * 1000, 800, 8);
    expect(first).toBeLessThanOrEqual(992);
    expect(end).toBeGreaterThanOrEqual(1018 + 8);
    expect(end - first).toBeLessThan(50);
  });

  it('stay the same while a scroll is small', () => {
    const offsets = rowOffsets(
      Array.from({ length: 100 }, () => 1),
      metrics,
    );
    expect(rowWindow(offsets, 44 * 20 + 5, 440, 8)).toEqual(rowWindow(offsets, 44 * 20 + 30, 440, 8));
  });

  it('are none without people', () => {
    expect(rowWindow(rowOffsets([], metrics), 0, 800, 8)).toEqual({ first: 0, end: 0 });
  });
});

describe('a bar that extends beyond the period', () => {
  it('is clipped, not dropped', () => {
    expect(clipSpan({ start: -120, end: 360 }, 1440)).toEqual({ start: 0, end: 360, cutStart: true, cutEnd: false });
    expect(clipSpan({ start: 1320, end: Number.POSITIVE_INFINITY }, 1440)).toEqual({
      start: 1320,
      end: 1440,
      cutStart: false,
      cutEnd: true,
    });
  });
});
