import {
  type RefObject,
  useCallback,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useStores } from '../store/context.ts';
import type { RowKey } from '../store/person-plan.ts';
import { offsetAt, type RowWindow, rowAt, rowWindow } from './scale.ts';
import type { Viewport } from './use-viewport.ts';

/** Rows drawn beyond the visible ones: at once, and when nothing else is to be done. */
const OVERSCAN = 1;
const IDLE_OVERSCAN = 5;
/** Rows whose assignments are read beyond those. */
const READ_AHEAD = 24;

interface Options {
  scroller: RefObject<HTMLElement | null>;
  viewport: Viewport | undefined;
  order: readonly RowKey[];
  offsets: Float64Array;
  /** Changes whenever every row is drawn anew. */
  appearance: unknown;
}

/**
 * Which rows are drawn. Sees to it that their assignments are there, and that rows growing above do not move the rest.
 * After a leap, and in another period or another look, those in sight come first and those around them as time allows.
 */
export const useRowWindow = ({ scroller, viewport, order, offsets, appearance }: Options): RowWindow => {
  const { timeline } = useStores();
  const heightPx = viewport ? viewport.heightPx - viewport.headerPx : 0;
  // What was last scrolled to, and over which rows: what grows or appears above since then counts at once.
  const [scrolled, setScrolled] = useState({ topPx: 0, order, offsets });
  const topPx = scrolled.topPx + movedBy(scrolled, { order, offsets }, scrolled.topPx);
  const inSight = rowWindow(offsets, topPx, heightPx, OVERSCAN);
  const settled = useDeferredValue(useMemo(() => ({ topPx, appearance }), [topPx, appearance]));
  const around = rowWindow(offsets, settled.topPx, heightPx, IDLE_OVERSCAN);
  const current = settled.appearance === appearance ? joined(inSight, around) : inSight;

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const next = rowWindow(offsets, element.scrollTop, heightPx, OVERSCAN);
    setScrolled((known) => {
      const top = known.topPx + movedBy(known, { order, offsets }, known.topPx);
      const shown = rowWindow(offsets, top, heightPx, OVERSCAN);
      const isSame = shown.first === next.first && shown.end === next.end;
      return isSame ? known : { topPx: element.scrollTop, order, offsets };
    });
  }, [scroller, order, offsets, heightPx]);

  useEffect(() => {
    const element = scroller.current;
    element?.addEventListener('scroll', onScroll, { passive: true });
    return () => element?.removeEventListener('scroll', onScroll);
  }, [scroller, onScroll]);

  // The row at the top stays where it is when rows above it grow or appear.
  const before = useRef({ order, offsets });
  useLayoutEffect(() => {
    const element = scroller.current;
    const known = before.current;
    before.current = { order, offsets };
    if (!element || known.offsets === offsets) return;
    const moved = movedBy(known, { order, offsets }, element.scrollTop);
    if (moved !== 0) element.scrollTop += moved;
  }, [scroller, order, offsets]);

  const { first, end } = current;
  const isMeasured = viewport !== undefined;
  useEffect(() => {
    // Before the first measure nobody knows who is in sight.
    if (!isMeasured || first >= end) return;
    timeline.getState().want(order.slice(first, end), order.slice(Math.max(0, first - READ_AHEAD), end + READ_AHEAD));
  }, [timeline, order, first, end, isMeasured]);

  return current;
};

interface Rows {
  order: readonly RowKey[];
  offsets: Float64Array;
}

/** How far the row that lay at a height has moved since; 0 for one that is gone, and at the very top, which stays the top. */
const movedBy = (before: Rows, now: Rows, topPx: number): number => {
  if (topPx === 0 || before.offsets === now.offsets) return 0;
  const anchor = rowAt(before.offsets, topPx);
  const key = before.order[anchor];
  const index = key === undefined ? -1 : now.order[anchor] === key ? anchor : now.order.indexOf(key);
  return index === -1 ? 0 : offsetAt(now.offsets, index) - offsetAt(before.offsets, anchor);
};

/** Both, when they touch; else the first alone. */
const joined = (a: RowWindow, b: RowWindow): RowWindow =>
  b.first <= a.end && a.first <= b.end ? { first: Math.min(a.first, b.first), end: Math.max(a.end, b.end) } : a;
