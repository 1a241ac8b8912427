import type { CSSProperties } from 'react';
import { MINUTES_PER_DAY } from '../../shared/time.ts';
import type { PlacedAssignment } from '../store/person-plan.ts';
import { type BarLook, clipSpan } from './scale.ts';

/** Air between two bars one after another, and between two lanes. */
const GAP_PX = 1;
const LANE_GAP_PX = 3;

const share = (part: number, whole: number): number => Math.round((part / whole) * 1e6) / 1e4;

/**
 * Where a bar lies, in shares of the period's width: a zoom changes one width and no bar. Plain numbers, because a variable
 * in a measure is read anew for each bar at each change of anything above it.
 */
export const barPlace = (
  { span, lane, roomUntil }: PlacedAssignment,
  totalMinutes: number,
  { isWide, lanePx, paddingPx }: BarLook,
) => {
  const { start, end, cutStart, cutEnd } = clipSpan(span, totalMinutes);
  const length = end - start;
  const room = Math.max(end, Math.min(roomUntil, totalMinutes)) - start;
  const place: CSSProperties = {
    left: `${share(start, totalMinutes)}%`,
    width: `calc(${share(length, totalMinutes)}% - ${GAP_PX}px)`,
    top: paddingPx / 2 + lane * lanePx + 1,
    height: lanePx - LANE_GAP_PX,
  };
  const isLong = isWide || length > MINUTES_PER_DAY;
  const widthOfWords = `calc(${share(room, length)}% - 6px)`;
  const words: CSSProperties = isLong ? { maxWidth: widthOfWords } : { width: widthOfWords };
  return { start, cutStart, cutEnd, isLong, place, words };
};
