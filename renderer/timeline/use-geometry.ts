import { type RefObject, useDeferredValue, useLayoutEffect, useMemo, useRef } from 'react';
import { addDays, type Day, daysBetween, MINUTES_PER_DAY } from '../../shared/time.ts';
import { useNavigation, usePlanView } from '../store/context.ts';
import type { LoadedPlans } from '../store/loaded-plans.ts';
import { type RowKey, rangeMinutes } from '../store/person-plan.ts';
import type { RowGroup } from './rows/row-order.ts';
import {
  areSameOffsets,
  type BarStyle,
  detailAt,
  hourStepAt,
  isWideDay,
  minDayWidthPx,
  pxPerMinute,
  rowOffsets,
} from './scale.ts';
import { useViewport } from './use-viewport.ts';

interface Options {
  scroller: RefObject<HTMLElement | null>;
  loaded: LoadedPlans;
  order: readonly RowKey[];
  groups: readonly RowGroup[];
}

const NARROW_DAY_PX = 80;
/** Minimum day width to show the month. */
const MONTH_DAY_PX = 118;
/** Horizontal padding of a name. */
const NAME_PADDING_PX = 32;

/**
 * A deferred width: while zooming, the level of detail may lag behind. For another `subject` the new value is used at once.
 */
const useDeferredPx = (px: number, subject: unknown): number => {
  const deferred = useDeferredValue(useMemo(() => ({ px, subject }), [px, subject]));
  return deferred.subject === subject ? deferred.px : px;
};

/** All measures of the timeline. Days and offsets keep their identity while unchanged. */
export const useGeometry = ({ scroller, loaded: { range, rows }, order, groups }: Options) => {
  const view = useNavigation((s) => s.view);
  const zoom = usePlanView((s) => s.zoom);
  const density = usePlanView((s) => s.density);
  const { viewport, remeasure } = useViewport(scroller);
  const { widthPx = 1200, nameWidthPx = 0, lanePx = 36, paddingPx = 8, groupPx = 32, textScale = 1 } = viewport ?? {};

  const days = useMemo<Day[]>(
    () => Array.from({ length: daysBetween(range.from, range.until) + 1 }, (_, i) => addDays(range.from, i)),
    [range],
  );
  const previousOffsets = useRef<Float64Array>(undefined);
  const offsets = useMemo(() => {
    const lanes = order.map((key) => rows.get(key)?.lanes ?? 1);
    const next = rowOffsets(lanes, { lanePx, paddingPx }, new Set(groups.map((g) => g.first)), groupPx);
    if (!previousOffsets.current || !areSameOffsets(previousOffsets.current, next)) previousOffsets.current = next;
    return previousOffsets.current;
  }, [order, groups, rows, lanePx, paddingPx, groupPx]);
  const unscaledPx = Math.max(200, widthPx - nameWidthPx) / textScale;
  const perMinute = pxPerMinute(unscaledPx, days.length, view, zoom) * textScale;
  const dayPx = useDeferredPx((perMinute * MINUTES_PER_DAY) / textScale, viewport && range);
  const detail = detailAt(dayPx);
  const hourStep = hourStepAt(dayPx);
  const isWide = isWideDay(dayPx);
  const unzoomedPx = pxPerMinute(unscaledPx, days.length, view, 1) * MINUTES_PER_DAY;
  const barStyle = useMemo<BarStyle>(
    () => ({
      detail,
      density,
      isWide,
      lanePx,
      paddingPx,
      minDayPx: minDayWidthPx(detail, unzoomedPx) * textScale,
      textScale,
      nameRoomPx: nameWidthPx / textScale - NAME_PADDING_PX,
    }),
    [detail, density, isWide, lanePx, paddingPx, unzoomedPx, textScale, nameWidthPx],
  );

  // Row and header heights depend on detail and density, so measure again.
  const layoutKey = `${detail} ${hourStep} ${density}`;
  const measuredKey = useRef(viewport && layoutKey);
  useLayoutEffect(() => {
    if (measuredKey.current !== layoutKey) remeasure();
    measuredKey.current = layoutKey;
  }, [layoutKey, remeasure]);

  return {
    viewport,
    days,
    offsets,
    perMinute,
    groupPx,
    /** The header shows only a letter and a number for each day. */
    isNarrow: dayPx < NARROW_DAY_PX,
    showsMonth: dayPx >= MONTH_DAY_PX,
    barStyle,
    /** Hours between two marks; 24: days only. */
    hourStep,
    nameWidthPx,
    totalMinutes: rangeMinutes(range),
  };
};

export type Geometry = ReturnType<typeof useGeometry>;
