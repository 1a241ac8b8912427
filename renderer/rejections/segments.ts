import type { Rejection } from '../../shared/rejection.ts';
import type { Day } from '../../shared/time.ts';

export const SEGMENTS = ['open', 'snoozed', 'acknowledged', 'withdrawn', 'all'] as const;
/** Which rejections are looked at. */
export type Segment = (typeof SEGMENTS)[number];

/** Where a rejection stands: put aside is a way of being open that waits for later. */
export const standingOf = ({ state, snoozed }: Pick<Rejection, 'state' | 'snoozed'>): Exclude<Segment, 'all'> =>
  state === 'open' && snoozed ? 'snoozed' : state;

export const isIn = (segment: Segment, rejection: Pick<Rejection, 'state' | 'snoozed'>): boolean =>
  segment === 'all' || segment === standingOf(rejection);

/** How many there are of each. */
export const countSegments = (rejections: readonly Rejection[]): Record<Segment, number> => {
  const counts = { open: 0, snoozed: 0, acknowledged: 0, withdrawn: 0, all: rejections.length };
  for (const rejection of rejections) counts[standingOf(rejection)] += 1;
  return counts;
};

export interface DayGroup {
  /** First day of the shifts. */
  day: Day;
  rejections: Rejection[];
}

/** Newest first, kept together by the day of the shift: the day with the newest rejection comes first. */
export const groupByShiftDay = (rejections: readonly Rejection[]): DayGroup[] => {
  // What was found in one reading was seen at one moment: there the soonest shift comes first.
  const newestFirst = rejections.toSorted(
    (a, b) => b.seenAtMs - a.seenAtMs || a.from.localeCompare(b.from) || b.id - a.id,
  );
  const groups = new Map<Day, DayGroup>();
  for (const rejection of newestFirst) {
    const group = groups.get(rejection.from) ?? { day: rejection.from, rejections: [] };
    groups.set(rejection.from, group);
    group.rejections.push(rejection);
  }
  return [...groups.values()];
};
