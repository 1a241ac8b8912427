import type { Span } from '../../shared/lanes.ts';
import { MINUTES_PER_DAY } from '../../shared/time.ts';
import type { PlanView } from '../store/period.ts';
import type { Density } from '../store/plan-view-store.ts';

/** Days never get narrower than this: a smaller window scrolls sideways instead. In px at zoom 1. */
const MIN_DAY_PX: Record<PlanView, number> = { day: 600, week: 84, twoWeeks: 60, month: 27 };

/** How wide a minute is: the period fills the width, or more with zoom. */
export const pxPerMinute = (widthPx: number, days: number, view: PlanView, zoom: number): number =>
  (Math.max(widthPx / days, MIN_DAY_PX[view]) * zoom) / MINUTES_PER_DAY;

/** How much a bar can say at a width of a day. */
export type Detail = 'blocks' | 'short' | 'medium' | 'full';

/** From which width of a day on, in px at the usual text size. */
const DETAIL_FROM_PX: Record<Detail, number> = { blocks: 0, short: 44, medium: 92, full: 132 };

export const detailAt = (dayPx: number): Detail =>
  (['full', 'medium', 'short'] as const).find((detail) => dayPx >= DETAIL_FROM_PX[detail]) ?? 'blocks';

/** How narrow a day gets while this much is said, when it is never narrower than `leastPx`. */
export const minDayPx = (detail: Detail, minPx: number): number => Math.max(minPx, DETAIL_FROM_PX[detail]);

/** How all bars are drawn at present. */
export interface BarStyle extends RowMetrics {
  /** How much there is room to say. */
  readonly detail: Detail;
  readonly density: Density;
  /** Days so wide that a bar may reach out of sight: its words move along. */
  readonly isWide: boolean;
  /** The narrowest a day gets in this look, in px on the screen. */
  readonly leastDayPx: number;
  /** How much larger the planner's text is than usual. */
  readonly textScale: number;
  /** Room for a name, in px at the usual text size. */
  readonly nameRoomPx: number;
}

/** How the words on a bar are set, as in the stylesheet: px at the usual text size, and the weight of their first line. */
export const barFont = ({ detail, density }: Pick<BarStyle, 'detail' | 'density'>) => ({
  sizePx: detail === 'short' ? 11 : 12,
  firstWeight: density === 'compact' ? 400 : 600,
});

/** Name and number stand beside each other in rows that are low. */
export const isOneLine = ({ detail, density }: Pick<BarStyle, 'detail' | 'density'>): boolean =>
  detail === 'blocks' || density === 'compact';

const WIDE_DAY_PX = 480;
export const isWideDay = (dayPx: number): boolean => dayPx > WIDE_DAY_PX;

const HOUR_STEPS = [1, 2, 3, 6, 12];
/** Hours between two marks in the header; 24: days only. */
export const hourStep = (dayPx: number): number => HOUR_STEPS.find((hours) => (dayPx / 24) * hours >= 38) ?? 24;

export interface RowMetrics {
  lanePx: number;
  /** Above and below the lanes together. */
  paddingPx: number;
}

/** Where each row begins, from the top of the first; one more number at the end is the height of all. */
export const rowOffsets = (
  lanes: readonly number[],
  { lanePx, paddingPx }: RowMetrics,
  /** Rows with a heading above them, which belongs to their height. */
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

/** The row that lies at a height; the first or last one beyond either end. */
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
  /** Not part of it any more. */
  end: number;
}

/** Windows begin and end at multiples of this, so that a small scroll changes nothing. */
const WINDOW_STEP = 4;

/** The rows to draw: those in sight and some around. */
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

/** The part of a span inside the period, and which ends lie outside. */
export const clipSpan = ({ start, end }: Span, totalMinutes: number) => ({
  start: Math.max(0, start),
  end: Math.min(totalMinutes, end),
  cutStart: start < 0,
  cutEnd: end > totalMinutes,
});
