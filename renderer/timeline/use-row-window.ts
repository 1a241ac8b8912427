import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useStores } from '../store/context.ts';
import type { RowKey } from '../store/person-plan.ts';
import { offsetAt, type RowWindow, rowAt, rowWindow } from './scale.ts';
import type { Viewport } from './use-viewport.ts';

/** Rows drawn beyond the visible ones, and rows whose assignments are read beyond those. */
const OVERSCAN = 5;
const READ_AHEAD = 24;

interface Options {
  scroller: RefObject<HTMLElement | null>;
  viewport: Viewport | undefined;
  order: readonly RowKey[];
  offsets: Float64Array;
}

/** Which rows are drawn. Sees to it that their assignments are there, and that rows growing above do not move the rest. */
export const useRowWindow = ({ scroller, viewport, order, offsets }: Options): RowWindow => {
  const { timeline } = useStores();
  const heightPx = viewport ? viewport.heightPx - viewport.headerPx : 0;
  const [topPx, setTopPx] = useState(0);
  const current = rowWindow(offsets, topPx, heightPx, OVERSCAN);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const next = rowWindow(offsets, element.scrollTop, heightPx, OVERSCAN);
    setTopPx((top) => {
      const shown = rowWindow(offsets, top, heightPx, OVERSCAN);
      return shown.first === next.first && shown.end === next.end ? top : element.scrollTop;
    });
  }, [scroller, offsets, heightPx]);

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
    if (!element || known.offsets === offsets || element.scrollTop === 0) return;
    const anchor = rowAt(known.offsets, element.scrollTop);
    const key = known.order[anchor];
    const now = key === undefined ? -1 : order[anchor] === key ? anchor : order.indexOf(key);
    if (now === -1) return;
    const moved = offsetAt(offsets, now) - offsetAt(known.offsets, anchor);
    if (moved !== 0) element.scrollTop += moved;
  }, [scroller, order, offsets]);

  const { first, end } = current;
  const isMeasured = viewport !== undefined;
  useEffect(() => {
    const { loaded, want } = timeline.getState();
    // Before the first measure nobody knows who is in sight.
    if (!loaded || !isMeasured || first >= end) return;
    const isMissing = order.slice(first, end).some((key) => !loaded.plans.has(key));
    if (isMissing) want(order.slice(Math.max(0, first - READ_AHEAD), end + READ_AHEAD));
  }, [timeline, order, first, end, isMeasured]);

  return current;
};
