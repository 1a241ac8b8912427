import type { Assignment, AssignmentId, PersonId } from '../../shared/assignment.ts';
import { type Span, spanOf, stackLanes } from '../../shared/lanes.ts';
import { mainActivity } from '../../shared/main-activity.ts';
import { type Day, type DayRange, daysBetween, MINUTES_PER_DAY } from '../../shared/time.ts';
import { startKey, type TimelineRow } from '../../shared/timeline-rows.ts';

/** null: unassigned. */
export type RowKey = PersonId | null;

/** An assignment with its position in a row, in wall-clock minutes since midnight of the first day. */
export interface PlacedAssignment {
  readonly assignment: Assignment;
  /** Infinity for an open-ended one. */
  readonly span: Span;
  readonly lane: number;
  /** Start of the next assignment on the same lane; a label may extend up to here. */
  readonly roomUntil: number;
}

/** All assignments of one person in a range, at one log position. */
export interface PersonPlan {
  readonly seq: number;
  /** Former positions, only when comparing; `deleted` ones are no longer in the plan. */
  readonly former: readonly PlacedAssignment[];
  /** Assignments that differ from that moment. */
  readonly changedIds: ReadonlySet<AssignmentId>;
  /** In order of their start. */
  readonly placed: readonly PlacedAssignment[];
  readonly lanes: number;
}

export const rangeMinutes = ({ from, until }: DayRange): number => (daysBetween(from, until) + 1) * MINUTES_PER_DAY;

const NO_CHANGES: ReadonlySet<AssignmentId> = new Set();
interface ChangesSince {
  former: readonly Assignment[];
  changedIds: ReadonlySet<AssignmentId>;
}

/** Puts assignments of one person on lanes. Those that do not overlap the range are dropped. */
export const personPlan = (
  seq: number,
  assignments: readonly Assignment[],
  range: DayRange,
  { former, changedIds }: ChangesSince = { former: [], changedIds: NO_CHANGES },
): PersonPlan => {
  const end = rangeMinutes(range);
  const inside = [
    ...assignments.map((assignment) => ({ assignment, isFormer: false })),
    ...former.map((assignment) => ({ assignment, isFormer: true })),
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
  const placed = former.length === 0 ? all : all.filter((x) => !x.isFormer);
  return { seq, placed, lanes: count, changedIds, former: former.length === 0 ? [] : all.filter((x) => x.isFormer) };
};

/** The row of a loaded plan. */
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

/** The row after adding an assignment that is not loaded; lanes are updated when it is loaded. */
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

export const sameRow = (a: TimelineRow | undefined, b: TimelineRow): boolean =>
  a !== undefined &&
  a.lanes === b.lanes &&
  a.nextStart === b.nextStart &&
  a.hasRejected === b.hasRejected &&
  a.activityId === b.activityId;
