import { MINUTES_PER_DAY } from '../../../shared/time.ts';
import type { PlacedAssignment } from '../../store/person-plan.ts';
import { percentOf } from '../percent.ts';
import { type BarStyle, clipSpan } from '../scale.ts';

/** Gap between two lanes. */
const LANE_GAP_PX = 3;
/** Free space after a label. */
const END_GAP_PX = 6;
/** Border and padding before the label; must match the stylesheet. */
const LABEL_INSET_PX = { plain: 6, rejected: 5 };
/** Border and padding on both sides, with the gap to the next bar; must match the stylesheet. */
const BAR_EXTRA_PX = { plain: 7, rejected: 8 };

/** Narrowest bar, with the gap to the next one; must match the stylesheet. */
const MIN_BAR_PX = 7;

/**
 * Position of a bar in percent of the period, so that a zoom changes only the container width. No CSS variables: the browser
 * would recompute them for every bar.
 */
export const barPosition = (
  { assignment, span, lane, roomUntil }: PlacedAssignment,
  totalMinutes: number,
  { isWide, lanePx, paddingPx, minDayPx }: BarStyle,
) => {
  const { start, end, cutStart, cutEnd } = clipSpan(span, totalMinutes);
  const length = end - start;
  const room = Math.max(end, Math.min(roomUntil, totalMinutes)) - start;
  const minRoomPx = (room / MINUTES_PER_DAY) * minDayPx - END_GAP_PX;
  const kind = assignment.isRejected ? 'rejected' : 'plain';
  // roomWidth is a percentage of the bar's content box, which is narrower than the bar by BAR_EXTRA_PX; this corrects for it.
  const insidePx = Math.round((room / length) * BAR_EXTRA_PX[kind] - LABEL_INSET_PX[kind] - END_GAP_PX);
  // At the end of the period the narrowest bar moves back: beyond it, the plan would scroll sideways.
  const isAtEnd = ((totalMinutes - start) / MINUTES_PER_DAY) * minDayPx < MIN_BAR_PX;
  const startPercent = `${percentOf(start, totalMinutes)}%`;
  const left = isAtEnd ? `min(${startPercent},100% - ${MIN_BAR_PX}px)` : startPercent;
  const right = percentOf(totalMinutes - end, totalMinutes);
  return {
    start,
    cutStart,
    cutEnd,
    /** May extend beyond the viewport, so its label is sticky. */
    isLong: isWide || length > MINUTES_PER_DAY,
    position: `left:${left};right:${right}%;top:${paddingPx / 2 + lane * lanePx + 1}px;height:${lanePx - LANE_GAP_PX}px`,
    /** Maximum width of the label: up to the next bar. In px when the bar is too narrow for a percentage. */
    roomWidth:
      (length / MINUTES_PER_DAY) * minDayPx > BAR_EXTRA_PX[kind]
        ? `calc(${percentOf(room, length)}% + ${insidePx}px)`
        : `${Math.max(0, Math.round(minRoomPx - LABEL_INSET_PX[kind]))}px`,
    /** Room for bar and label at the smallest day width of this detail level. */
    minRoomPx,
  };
};
