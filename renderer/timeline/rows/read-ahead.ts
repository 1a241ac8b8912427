import type { RowKey } from '../../store/person-plan.ts';
import type { RowWindow } from '../scale.ts';

/** Last scroll direction: 1 down, -1 up, 0 not scrolled yet. */
export type ScrollDirection = -1 | 0 | 1;

export interface ReadAhead {
  /** Rows to keep loaded. */
  nearby: readonly RowKey[];
  /** Rows expected on screen next; a missing one triggers a request. */
  next: readonly RowKey[];
}

/** Rows loaded ahead of and behind the drawn ones. */
const AHEAD = 24;
const BEHIND = 8;

/**
 * Rows to load ahead: two screens in the scroll direction. A request is sent when a row of the next 1.5 screens is missing,
 * so each screen of scrolling causes one small request instead of a large one every second screen.
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
