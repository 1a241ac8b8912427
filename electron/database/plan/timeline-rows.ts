import type { AssignmentFields, PersonId } from '../../../shared/assignment.ts';
import { MIN_BAR_MINUTES, type Span, stackLanes } from '../../../shared/lanes.ts';
import { mostFrequent, mostSpecificActivityId } from '../../../shared/main-activity.ts';
import { addDays, type Day, type DayRange, daysBetween, MINUTES_PER_DAY } from '../../../shared/time.ts';
import { startKey, type TimelineRow } from '../../../shared/timeline-rows.ts';

type Shift = Pick<AssignmentFields, 'personId' | 'from' | 'until' | 'startMinutes' | 'endMinutes' | 'isRejected'>;

interface Options {
  range: DayRange;
  /** Shifts from this day on count as next. */
  nowDay: string;
  /** Only people who have one of these activities; everyone if undefined. */
  activityIds?: readonly string[] | undefined;
}

interface PersonInRange {
  spans: Span[];
  row: TimelineRow;
  hasRequestedActivity: boolean;
  activities: Map<string, number>;
}

/** Shifts may extend into adjacent days, so more days are read than are shown. */
export const daysToRead = ({ from, until }: DayRange) => [addDays(from, -2), addDays(until, 1)] as const;

/** Converts days to numbers, counted from `origin`. */
const numberDaysFrom = (origin: Day) => {
  const known = new Map<Day, number>();
  return (day: Day): number => {
    const cached = known.get(day);
    if (cached !== undefined) return cached;
    const number = daysBetween(origin, day);
    known.set(day, number);
    return number;
  };
};

/** Combines shifts into rows: one for each person with a shift in the range. */
export const createRowBuilder = ({ range, nowDay, activityIds }: Options) => {
  const people = new Map<PersonId | null, PersonInRange>();
  const requestedIds = activityIds && new Set(activityIds);
  const dayNumber = numberDaysFrom(range.from);
  // The same as `spanOf` in shared/lanes.ts, but each day is computed once, not for each shift.
  const spanFrom = ({ from, until, startMinutes, endMinutes }: Shift): Span => {
    const start = dayNumber(from) * MINUTES_PER_DAY + (startMinutes ?? 0);
    const last = until === null ? Number.POSITIVE_INFINITY : dayNumber(until) * MINUTES_PER_DAY;
    return { start, end: Math.max(last + (endMinutes ?? MINUTES_PER_DAY), start + MIN_BAR_MINUTES) };
  };
  const endMinutes = (daysBetween(range.from, range.until) + 1) * MINUTES_PER_DAY;
  return {
    /** @param activityOf called only for shifts in the range. */
    add(shift: Shift, activityOf?: () => AssignmentFields['activities']): void {
      const span = spanFrom(shift);
      // Read because shifts of adjacent days may extend into the range; this one does not.
      if (span.end <= 0 || span.start >= endMinutes) return;
      const { personId } = shift;
      const known: PersonInRange = people.get(personId) ?? {
        spans: [],
        row: { personId, lanes: 1, nextStart: null, hasRejected: false, activityId: null },
        hasRequestedActivity: requestedIds === undefined,
        activities: new Map(),
      };
      people.set(personId, known);
      known.spans.push(span);
      known.row.hasRejected ||= shift.isRejected === true;
      if (shift.from >= nowDay) known.row.nextStart = earliest(known.row.nextStart, startKey(shift));
      const activities = activityOf?.() ?? [];
      known.hasRequestedActivity ||= activities.some(({ activityId }) => requestedIds?.has(activityId));
      const main = mostSpecificActivityId(activities);
      if (main) known.activities.set(main, (known.activities.get(main) ?? 0) + 1);
    },
    /** The rows, in no particular order. */
    rows: (): TimelineRow[] =>
      [...people.values()]
        .filter(({ hasRequestedActivity }) => hasRequestedActivity)
        .map(({ spans, row, activities }) => ({
          ...row,
          lanes: stackLanes(spans.sort((a, b) => a.start - b.start)).count,
          activityId: mostFrequent(activities),
        })),
  };
};

const earliest = (a: string | null, b: string): string => (a !== null && a <= b ? a : b);
