import type { Assignment, AssignmentId } from './assignment.ts';
import { addDays, type DayRange } from './time.ts';
import type { Patch, Snapshot } from './timeline-schema.ts';

export type { LogMoments, Moment, Patch, Snapshot } from './timeline-schema.ts';

type Place = Pick<Assignment, 'personId' | 'from' | 'until' | 'startMinutes' | 'endMinutes'>;

/** Whether a version lies elsewhere in the plan than another: other person, days or times. */
export const isElsewhere = (a: Place, b: Place): boolean =>
  a.personId !== b.personId ||
  a.from !== b.from ||
  a.until !== b.until ||
  a.startMinutes !== b.startMinutes ||
  a.endMinutes !== b.endMinutes;

/** A part of the plan that follows the log: what a snapshot said plus every later patch. */
export interface Timeline {
  readonly seq: number;
  readonly range: DayRange;
  readonly assignments: ReadonlyMap<AssignmentId, Assignment>;
}

export const fromSnapshot = ({ seq, range, assignments }: Snapshot): Timeline => ({
  seq,
  range,
  assignments: new Map(assignments.map((a) => [a.id, a])),
});

/** Whether any part of the assignment can fall in the range; times may spill a day to either side. */
export const isInRange = (a: Pick<Assignment, 'from' | 'until'>, range: DayRange): boolean =>
  a.from <= addDays(range.until, 1) && (a.until ?? '9999-12-31') >= addDays(range.from, -2);

/**
 * The timeline after a patch. A patch at or below its `seq` is already in it and changes nothing,
 * so that a patch that overtakes a snapshot is neither lost nor applied twice.
 */
export const applyPatch = (timeline: Timeline, { seq, upserts, removes }: Patch): Timeline => {
  if (seq <= timeline.seq) return timeline;
  const assignments = new Map(timeline.assignments);
  for (const id of removes) assignments.delete(id);
  for (const a of upserts) {
    if (a.deleted || !isInRange(a, timeline.range)) assignments.delete(a.id);
    else assignments.set(a.id, a);
  }
  return { ...timeline, seq, assignments };
};
