import type { LoadedPlans } from '../../store/loaded-plans.ts';
import type { RowKey } from '../../store/person-plan.ts';
import { offsetAt } from '../scale.ts';
import type { Geometry } from '../use-geometry.ts';
import type { Cursor } from './cursor-movement.ts';

/** Distance kept from the edge. */
const MARGIN_PX = 16;

/** Scrolls a bar or row header into view, as little as possible. */
export const revealCursor = (
  element: HTMLElement,
  { key, id, minute }: Cursor,
  { viewport, offsets, perMinute, totalMinutes }: Geometry,
  order: readonly RowKey[],
  loaded: LoadedPlans,
): void => {
  const index = order.indexOf(key);
  if (!viewport || index === -1) return;
  const top = offsetAt(offsets, index);
  const bottom = offsetAt(offsets, index + 1);
  const heightPx = viewport.heightPx - viewport.headerPx;
  if (top < element.scrollTop) element.scrollTop = top;
  else if (bottom > element.scrollTop + heightPx) element.scrollTop = bottom - heightPx;

  const span = loaded.plans.get(key)?.placed.find((p) => p.assignment.id === id)?.span;
  const left = Math.max(0, span?.start ?? minute) * perMinute;
  const right = Math.min(totalMinutes, span?.end ?? minute) * perMinute;
  const widthPx = viewport.widthPx - viewport.nameWidthPx;
  if (left < element.scrollLeft) element.scrollLeft = left - MARGIN_PX;
  else if (right > element.scrollLeft + widthPx)
    element.scrollLeft = Math.min(left - MARGIN_PX, right - widthPx + MARGIN_PX);
};
