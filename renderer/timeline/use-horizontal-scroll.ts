import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { type Day, type DayRange, daysBetween, MINUTES_PER_DAY, wallClock } from '../../shared/time.ts';
import { joined, listen } from '../listeners.ts';
import { useStores } from '../store/context.ts';
import { rangeMinutes } from '../store/person-plan.ts';
import { ZOOM_STEPS } from '../store/plan-view-store.ts';

interface Options {
  scroller: RefObject<HTMLElement | null>;
  range: DayRange;
  perMinute: number;
  nameWidthPx: number;
  /** Width of the visible part, including the names. */
  widthPx: number;
}

const MAX_ZOOM = ZOOM_STEPS.at(-1) ?? 1;

/** Current time in minutes since the first day. */
const currentMinute = (from: Day): number => {
  const { day, minutes } = wallClock(Date.now());
  return daysBetween(from, day) * MINUTES_PER_DAY + minutes;
};

/**
 * Horizontal scroll position: a new period starts at today; a zoom keeps the time under the pointer (or in the middle).
 * Returns a function that scrolls to now. Uses known measures only; reading them from the DOM would force a layout.
 */
export const useHorizontalScroll = (options: Options): (() => void) => {
  const { scroller, range, perMinute, nameWidthPx, widthPx } = options;
  const { planView } = useStores();
  const trackPx = widthPx - nameWidthPx;
  const lengthPx = rangeMinutes(range) * perMinute;
  /** Tracked from scroll events, because after a layout change the browser may already have clamped it. */
  const scrollLeft = useRef(0);
  const pointerPx = useRef<number | undefined>(undefined);
  const before = useRef<{ from?: Day; perMinute: number }>({ perMinute });

  const scrollTo = useCallback(
    (leftPx: number) => {
      const maxPx = Math.max(0, lengthPx - trackPx);
      const next = Math.min(maxPx, Math.max(0, leftPx));
      if (scroller.current && next !== Math.min(maxPx, scrollLeft.current)) scroller.current.scrollLeft = next;
      scrollLeft.current = next;
    },
    [scroller, lengthPx, trackPx],
  );
  const scrollToPresent = useCallback(() => {
    const at = currentMinute(range.from) * perMinute;
    if (at >= 0 && at < lengthPx) scrollTo(at - trackPx / 3);
  }, [range.from, perMinute, lengthPx, trackPx, scrollTo]);

  useLayoutEffect(() => {
    // Wait for the first measurement; otherwise the period would count as already positioned.
    if (nameWidthPx === 0) return;
    const previous = before.current;
    before.current = { from: range.from, perMinute };
    if (previous.from !== range.from) {
      const at = currentMinute(range.from) * perMinute;
      scrollTo(at >= 0 && at < lengthPx ? at - trackPx / 3 : 0);
    } else if (previous.perMinute !== perMinute) {
      const anchorPx = pointerPx.current ?? trackPx / 2;
      scrollTo(((scrollLeft.current + anchorPx) / previous.perMinute) * perMinute - anchorPx);
    }
    pointerPx.current = undefined;
  }, [range.from, perMinute, nameWidthPx, lengthPx, trackPx, scrollTo]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onScroll = () => {
      scrollLeft.current = element.scrollLeft;
    };
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const { zoom, setZoom } = planView.getState();
      pointerPx.current = Math.max(0, event.clientX - element.getBoundingClientRect().left - nameWidthPx);
      setZoom(Math.min(MAX_ZOOM, Math.max(1, zoom * Math.exp(-event.deltaY * 0.002))));
    };
    return joined(
      listen(element, ['scroll'], onScroll, { passive: true }),
      listen(element, ['wheel'], onWheel, { passive: false }),
    );
  }, [scroller, nameWidthPx, planView]);

  return scrollToPresent;
};
