import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { type Day, type DayRange, daysBetween, MINUTES_PER_DAY, wallClock } from '../../shared/time.ts';
import { useStores } from '../store/context.ts';
import { ZOOM_STEPS } from '../store/plan-view-store.ts';

interface Options {
  scroller: RefObject<HTMLElement | null>;
  range: DayRange;
  perMinute: number;
  nameWidthPx: number;
}

const WIDEST = ZOOM_STEPS.at(-1) ?? 1;

/** Where the present is, in minutes since the first day. */
const presentMinute = (from: Day): number => {
  const { day, minutes } = wallClock(Date.now());
  return daysBetween(from, day) * MINUTES_PER_DAY + minutes;
};

/**
 * The sideways position: a new period begins where today is, a zoom keeps what is under the pointer
 * (or in the middle) where it was. Returns what scrolls to the present.
 */
export const useSideways = ({ scroller, range, perMinute, nameWidthPx }: Options): (() => void) => {
  const { planView } = useStores();
  /** Before the layout changes: afterwards the browser may already have cut it down to a narrower plan. */
  const scrollLeft = useRef(0);
  const pointerPx = useRef<number | undefined>(undefined);
  const before = useRef<{ from?: Day; perMinute: number }>({ perMinute });

  const showPresent = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const at = presentMinute(range.from) * perMinute;
    const visible = element.clientWidth - nameWidthPx;
    if (at >= 0 && at < element.scrollWidth) element.scrollLeft = at - visible / 3;
  }, [scroller, range.from, perMinute, nameWidthPx]);

  useLayoutEffect(() => {
    const element = scroller.current;
    const known = before.current;
    before.current = { from: range.from, perMinute };
    if (!element || nameWidthPx === 0) return;
    if (known.from !== range.from) {
      element.scrollLeft = 0;
      showPresent();
    } else if (known.perMinute !== perMinute) {
      const anchorPx = pointerPx.current ?? (element.clientWidth - nameWidthPx) / 2;
      element.scrollLeft = ((scrollLeft.current + anchorPx) / known.perMinute) * perMinute - anchorPx;
    }
    pointerPx.current = undefined;
    scrollLeft.current = element.scrollLeft;
  }, [scroller, range.from, perMinute, nameWidthPx, showPresent]);

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
      setZoom(Math.min(WIDEST, Math.max(1, zoom * Math.exp(-event.deltaY * 0.002))));
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('wheel', onWheel);
    };
  }, [scroller, nameWidthPx, planView]);

  return showPresent;
};
