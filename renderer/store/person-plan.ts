import type { Assignment, AssignmentId, PersonId } from '../../shared/assignment.ts';
import { type Span, spanOf, stackLanes } from '../../shared/lanes.ts';
import { mainActivity } from '../../shared/main-activity.ts';
import { type Day, type DayRange, daysBetween, MINUTES_PER_DAY } from '../../shared/time.ts';
import type { TimelineRow } from '../../shared/timeline-rows.ts';

/** null: assignments nobody has been given yet. */
export type RowKey = PersonId | null;

/** One assignment at its place in a row. Minutes since midnight of the range's first day, wall clock. */
export interface PlacedAssignment {
  readonly assignment: Assignment;
  /** Infinity for an open-ended one. */
  readonly span: Span;
  readonly lane: number;
  /** Minutes until the next one on the same lane begins: room for words beside a short bar. */
  readonly roomUntil: number;
}

/** Everything of one person in a range, as one position of the log says it. */
export interface PersonPlan {
  readonly seq: number;
  /** Old places, while one asks what changed since a moment; `deleted` is what left the plan. */
  readonly ghosts: readonly PlacedAssignment[];
  /** What differs since that moment. */
  readonly changedIds: ReadonlySet<AssignmentId>;
  /** In order of their start. */
  readonly placed: readonly PlacedAssignment[];
  readonly lanes: number;
}

export const rangeMinutes = ({ from, until }: DayRange): number => (daysBetween(from, until) + 1) * MINUTES_PER_DAY;

const NO_CHANGES: ReadonlySet<AssignmentId> = new Set();
interface ChangesSince {
  ghosts: readonly Assignment[];
  changedIds: ReadonlySet<AssignmentId>;
}

/** Puts assignments of one person on lanes; those that only could have spilled into the range are left out. */
export const personPlan = (
  seq: number,
  assignments: readonly Assignment[],
  range: DayRange,
  { ghosts, changedIds }: ChangesSince = { ghosts: [], changedIds: NO_CHANGES },
): PersonPlan => {
  const end = rangeMinutes(range);
  const inside = [
    ...assignments.map((assignment) => ({ assignment, isGhost: false })),
    ...ghosts.map((assignment) => ({ assignment, isGhost: true })),
  ]
    .map((x) => ({ ...x, span: spanOf(x.assignment, range.from) }))
    .filter(({ span }) => span.end > 0 && span.start < end)
    .sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end || a.assignment.id - b.assignment.id);
  const { lanes, count } = stackLanes(inside.map((x) => x.span));
  const nextOnLane = new Map<number, number>();
  const all = inside.map((x, i) => ({ ...x, lane: lanes[i] ?? 0, roomUntil: Number.POSITIVE_INFINITY }));
  for (const x of all.toReversed()) {
    x.roomUntil = nextOnLane.get(x.lane) ?? Number.POSITIVE_INFINITY;
    nextOnLane.set(x.lane, x.span.start);
  }
  const placed = ghosts.length === 0 ? all : all.filter((x) => !x.isGhost);
  return { seq, placed, lanes: count, changedIds, ghosts: ghosts.length === 0 ? [] : all.filter((x) => x.isGhost) };
};

/** What a row says of a plan that is loaded. */
export const rowOf = (personId: RowKey, plan: PersonPlan, today: Day): TimelineRow => ({
  personId,
  lanes: plan.lanes,
  nextStart:
    plan.placed
      .filter(({ assignment }) => assignment.from >= today)
      .map(({ assignment }) => startKey(assignment))
      .toSorted()[0] ?? null,
  hasRejected: plan.placed.some(({ assignment }) => assignment.isRejected === true),
  activityId: mainActivity(plan.placed.map(({ assignment }) => assignment.activities)),
});

/** What a row says once it also holds an assignment that is not loaded; lanes are counted when it is. */
export const rowWith = (row: TimelineRow | undefined, assignment: Assignment, today: Day): TimelineRow => {
  const start = assignment.from >= today ? startKey(assignment) : null;
  const known = row?.nextStart ?? null;
  return {
    personId: assignment.personId,
    lanes: row?.lanes ?? 1,
    nextStart: start !== null && (known === null || start < known) ? start : known,
    hasRejected: row?.hasRejected === true || assignment.isRejected === true,
    activityId: row?.activityId ?? mainActivity([assignment.activities]),
  };
};

/** Sorts as text: the day, then minutes moved above zero. */
const startKey = ({ from, startMinutes }: Pick<Assignment, 'from' | 'startMinutes'>): string =>
  `${from} ${String((startMinutes ?? 0) + MINUTES_PER_DAY).padStart(5, '0')}`;

export const sameRow = (a: TimelineRow | undefined, b: TimelineRow): boolean =>
  a !== undefined &&
  a.lanes === b.lanes &&
  a.nextStart === b.nextStart &&
  a.hasRejected === b.hasRejected &&
  a.activityId === b.activityId;
