import { MINUTES_PER_DAY } from '../../../shared/time.ts';
import type { PlacedAssignment } from '../../store/person-plan.ts';
import { percentOf } from '../percent.ts';
import { type BarStyle, clipSpan } from '../scale.ts';

/** Between two lanes. */
const LANE_GAP_PX = 3;
/** Kept free at the end of the room words have. */
const END_GAP_PX = 6;
/** What the stylesheet takes of a bar before its words, and in all, with the air before the next bar. */
const EDGE_PX = { plain: 6, rejected: 5 };
const BESIDE_PX = { plain: 7, rejected: 8 };

/**
 * Where a bar lies, in shares of the period's width: a zoom changes one width and no bar. Plain numbers, because a variable
 * in a measure is read anew for each bar at each change of anything above it.
 */
export const barPosition = (
  { assignment, span, lane, roomUntil }: PlacedAssignment,
  totalMinutes: number,
  { isWide, lanePx, paddingPx, leastDayPx: minDayPx }: BarStyle,
) => {
  const { start, end, cutStart, cutEnd } = clipSpan(span, totalMinutes);
  const length = end - start;
  const room = Math.max(end, Math.min(roomUntil, totalMinutes)) - start;
  const minRoomPx = (room / MINUTES_PER_DAY) * minDayPx - END_GAP_PX;
  const kind = assignment.isRejected ? 'rejected' : 'plain';
  // The room is so many bars wide, but a share is reckoned from what is inside of a bar, which is narrower by `BESIDE_PX`.
  const insidePx = Math.round((room / length) * BESIDE_PX[kind] - EDGE_PX[kind] - END_GAP_PX);
  const left = percentOf(start, totalMinutes);
  const right = percentOf(totalMinutes - end, totalMinutes);
  return {
    start,
    cutStart,
    cutEnd,
    /** May reach out of sight: its words move along. */
    isLong: isWide || length > MINUTES_PER_DAY,
    position: `left:${left}%;right:${right}%;top:${paddingPx / 2 + lane * lanePx + 1}px;height:${lanePx - LANE_GAP_PX}px`,
    /** How wide its words may get: past the bar, up to the next one. A bar of no width is no measure for it. */
    roomWidth:
      (length / MINUTES_PER_DAY) * minDayPx > BESIDE_PX[kind]
        ? `calc(${percentOf(room, length)}% + ${insidePx}px)`
        : `${Math.max(0, Math.round(minRoomPx - EDGE_PX[kind]))}px`,
    /** The same, of the bar and its words together, at the narrowest this look is used for. */
    leastRoomPx: minRoomPx,
  };
};
