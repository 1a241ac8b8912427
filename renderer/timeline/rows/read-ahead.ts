import type { RowKey } from '../../store/person-plan.ts';
import type { RowWindow } from '../scale.ts';

/** Which way the rows were scrolled last: 1 down, -1 up, 0 not at all yet. */
export type ScrollDirection = -1 | 0 | 1;

export interface ReadAhead {
  /** All whose assignments are worth having. */
  nearby: readonly RowKey[];
  /** Those of them who are seen next: nobody should have to wait for them. */
  next: readonly RowKey[];
}

/** Rows read beyond the drawn ones while nobody scrolls, and at least in the direction of scrolling; and behind it. */
const AHEAD = 24;
const BEHIND = 8;

/**
 * Whose assignments are read before they come into sight: whoever scrolls a screen at a time finds the next one there, and
 * the one after that on its way. More are asked for when half of that is missing: a screen for each screen, not two for every
 * other, which made one frame of two a long one.
 */
export const readAhead = (
  order: readonly RowKey[],
  { first, end }: RowWindow,
  direction: ScrollDirection,
): ReadAhead => {
  const drawn = end - first;
  const within = (ahead: number, behind: number) => {
    const [above, below] = direction < 0 ? [ahead, behind] : [behind, ahead];
    return order.slice(Math.max(0, first - above), end + below);
  };
  if (direction === 0) return { nearby: within(AHEAD, AHEAD), next: within(0, 0) };
  return { nearby: within(Math.max(AHEAD, 2 * drawn), BEHIND), next: within(1.5 * drawn, 0) };
};
