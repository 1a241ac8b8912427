import type { AssignmentFields } from './assignment.ts';
import { type Day, daysBetween, MINUTES_PER_DAY } from './time.ts';

/** Minutes since midnight of a reference day; `end` is Infinity for an open-ended assignment. */
export interface Span {
  start: number;
  end: number;
}

/** Shortest bar that can be seen and clicked, used when the times contradict each other. */
export const MIN_BAR_MINUTES = 15;

/**
 * Position of an assignment on a wall-clock axis in minutes since midnight of `origin`. Every day has 1440 minutes, also
 * when daylight saving changes. Without times it covers its days; over several days it runs from the first start to the last
 * end.
 */
export const spanOf = (
  a: Pick<AssignmentFields, 'from' | 'until' | 'startMinutes' | 'endMinutes'>,
  origin: Day,
): Span => {
  const first = daysBetween(origin, a.from) * MINUTES_PER_DAY;
  const last = a.until === null ? Number.POSITIVE_INFINITY : daysBetween(origin, a.until) * MINUTES_PER_DAY;
  const start = first + (a.startMinutes ?? 0);
  const end = last + (a.endMinutes ?? MINUTES_PER_DAY);
  return { start, end: Math.max(end, start + MIN_BAR_MINUTES) };
};

/**
 * Puts overlapping spans on separate lanes, each on the lowest that is free.
 * @param spans ordered by start.
 * @returns the lane of each span, and how many lanes there are (at least 1).
 */
export const stackLanes = (spans: readonly Span[]): { lanes: number[]; count: number } => {
  const laneEnds: number[] = [];
  const lanes = spans.map(({ start, end }) => {
    const freeLane = laneEnds.findIndex((until) => until <= start);
    const lane = freeLane === -1 ? laneEnds.length : freeLane;
    laneEnds[lane] = end;
    return lane;
  });
  return { lanes, count: Math.max(1, laneEnds.length) };
};
