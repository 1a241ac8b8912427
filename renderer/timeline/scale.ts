import type { Span } from '../../shared/lanes.ts';
import { MINUTES_PER_DAY } from '../../shared/time.ts';
import type { PlanView } from '../store/period.ts';
import type { Density } from '../store/plan-view-store.ts';

/**
 * Minimum day width in px at zoom 1; narrower windows scroll horizontally. Each period fits a window of 1,280 px with borders, beside
 * a vertical scroll bar of 17 px.
 */
const MIN_DAY_PX: Record<PlanView, number> = { day: 600, week: 84, twoWeeks: 58, month: 26 };

/** Pixels per minute: the period fills the window at zoom 1. */
export const pxPerMinute = (widthPx: number, days: number, view: PlanView, zoom: number): number =>
  (Math.max(widthPx / days, MIN_DAY_PX[view]) * zoom) / MINUTES_PER_DAY;

/** Level of detail of bar labels, by day width. */
export type Detail = 'blocks' | 'short' | 'medium' | 'full';

/** Minimum day width of each level, in px at 16 px root font size. */
const DETAIL_FROM_PX: Record<Detail, number> = { blocks: 0, short: 44, medium: 92, full: 132 };

export const detailAt = (dayPx: number): Detail =>
  (['full', 'medium', 'short'] as const).find((detail) => dayPx >= DETAIL_FROM_PX[detail]) ?? 'blocks';

/** Smallest day width at this level of detail. */
export const minDayWidthPx = (detail: Detail, unzoomedPx: number): number =>
  Math.max(unzoomedPx, DETAIL_FROM_PX[detail]);

/** Current style of all bars. */
export interface BarStyle extends RowMetrics {
  /** Level of detail. */
  readonly detail: Detail;
  readonly density: Density;
  /** Days are so wide that a bar may extend beyond the window; then its label is sticky. */
  readonly isWide: boolean;
  /** Smallest day width with this style, in px. */
  readonly minDayPx: number;
  /** Root font size divided by 16. */
  readonly textScale: number;
  /** Room for a name, in px at the usual text size. */
  readonly nameRoomPx: number;
}

/** Font of bar labels; must match the stylesheet. Size in px at 16 px root font size, weight of the first line. */
export const barFont = ({ detail, density }: Pick<BarStyle, 'detail' | 'density'>) => ({
  sizePx: detail === 'short' ? 11 : 12,
  firstWeight: density === 'compact' ? 400 : 600,
});

/** In low rows name and number are on one line. */
export const isOneLine = ({ detail, density }: Pick<BarStyle, 'detail' | 'density'>): boolean =>
  detail === 'blocks' || density === 'compact';

const WIDE_DAY_PX = 480;
export const isWideDay = (dayPx: number): boolean => dayPx > WIDE_DAY_PX;

const HOUR_STEPS = [1, 2, 3, 6, 12];
/** Hours between two marks in the header; 24: days only. */
export const hourStepAt = (dayPx: number): number => HOUR_STEPS.find((hours) => (dayPx / 24) * hours >= 38) ?? 24;

export interface RowMetrics {
  lanePx: number;
  /** Free space above and below the lanes, as a sum. */
  paddingPx: number;
}

/** Top offset of each row, plus the total height as last element. */
export const rowOffsets = (
  lanes: readonly number[],
  { lanePx, paddingPx }: RowMetrics,
  /** Indexes of rows with a group heading; their height includes it. */
  rowsWithHeading: ReadonlySet<number> = new Set(),
  headingPx = 0,
): Float64Array => {
  const offsets = new Float64Array(lanes.length + 1);
  let y = 0;
  for (const [index, count] of lanes.entries()) {
    offsets[index] = y;
    y += count * lanePx + paddingPx + (rowsWithHeading.has(index) ? headingPx : 0);
  }
  offsets[lanes.length] = y;
  return offsets;
};

export const areSameOffsets = (a: Float64Array, b: Float64Array): boolean =>
  a.length === b.length && a.every((y, n) => y === b[n]);

export const offsetAt = (offsets: Float64Array, index: number): number => offsets[index] ?? 0;

/** Index of the row at `y`, clamped to the first and last row. */
export const rowAt = (offsets: Float64Array, y: number): number => {
  let low = 0;
  let high = Math.max(0, offsets.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (offsetAt(offsets, middle) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
};

export interface RowWindow {
  first: number;
  /** Exclusive. */
  end: number;
}

/** Window bounds are rounded to multiples of this, so that a small scroll changes nothing. */
const WINDOW_STEP = 4;

/** Rows to draw: visible rows plus overscan. */
export const rowWindow = (offsets: Float64Array, topPx: number, heightPx: number, overscan: number): RowWindow => {
  const count = offsets.length - 1;
  if (count <= 0) return { first: 0, end: 0 };
  const first = rowAt(offsets, topPx) - overscan;
  const last = rowAt(offsets, topPx + heightPx) + overscan;
  return {
    first: Math.max(0, Math.floor(first / WINDOW_STEP) * WINDOW_STEP),
    end: Math.min(count, Math.ceil((last + 1) / WINDOW_STEP) * WINDOW_STEP),
  };
};

/** Clips a span to the period; also returns which ends were cut. */
export const clipSpan = ({ start, end }: Span, totalMinutes: number) => ({
  start: Math.max(0, start),
  end: Math.min(totalMinutes, end),
  cutStart: start < 0,
  cutEnd: end > totalMinutes,
});
