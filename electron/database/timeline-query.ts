import type { Assignment, PersonId } from '../../shared/assignment.ts';
import { addDays, type DayRange } from '../../shared/time.ts';
import type { Moment, Snapshot, TimelineRow, TimelineRows } from '../../shared/timeline.ts';
import { type AssignmentRow, createAssignmentReader, toAssignment, toFields } from './assignments.ts';
import { createChangeReader } from './change-log.ts';
import type { ReadableDb } from './database.ts';
import { createLogMoments } from './log-moments.ts';
import { createPlanSince } from './plan-since.ts';
import { createPlanThen } from './plan-then.ts';
import { createRowGatherer } from './timeline-rows.ts';
import { createVersionsThen } from './versions-then.ts';

export interface RowOptions extends Moment {
  /** Only people who have one of these activities planned in the range. */
  activityIds?: readonly string[] | undefined;
  /** With each row's main activity, also where that takes longer. */
  grouped?: boolean | undefined;
}

/** Times may spill a day to either side, so more days are read than are shown. */
const daysToRead = ({ from, until }: DayRange) => [addDays(from, -2), addDays(until, 1)] as const;

/**
 * What the timeline asks of the database. Every answer is read on one state of it and says which.
 * The text index must be attached: it knows which lines are whose.
 */
export const createTimelineReader = (db: ReadableDb) => {
  const assignments = createAssignmentReader(db);
  const { lastSeq } = createChangeReader(db);
  const { positionAt, firstSeq, moments } = createLogMoments(db);
  const versions = createVersionsThen(db);
  const ofKnown = db.prepare<[string, string, string], AssignmentRow>(
    `SELECT a.* FROM json_each(?) p JOIN assignment a ON a.person_id = p.value
     WHERE a.deleted = 0 AND a.last_day >= ? AND a.from_day <= ?`,
  );
  const ofNobody = db.prepare<[string, string], AssignmentRow>(
    'SELECT * FROM assignment WHERE deleted = 0 AND person_id IS NULL AND last_day >= ? AND from_day <= ?',
  );
  const inDaysWithDeleted = db.prepare<[string, string], AssignmentRow>(
    'SELECT * FROM assignment WHERE last_day >= ? AND from_day <= ? ORDER BY from_day, start_minutes, id',
  );
  const everInDays = (from: string, until: string) => inDaysWithDeleted.iterate(from, until);

  const ofPeople = (personIds: readonly (PersonId | null)[], range: DayRange): Assignment[] => {
    const known = JSON.stringify(personIds.filter((id) => id !== null));
    const [from, until] = daysToRead(range);
    return [...ofKnown.all(known, from, until), ...(personIds.includes(null) ? ofNobody.all(from, until) : [])].map(
      toAssignment,
    );
  };
  const then = createPlanThen({ assignments, versions, firstSeq, lastSeq, daysToRead });
  const since = createPlanSince({ assignments, versions, lastSeq, ofPeople });

  const rowsNow = (range: DayRange, nowDay: string, activityIds: readonly string[] | undefined): TimelineRow[] => {
    const gatherer = createRowGatherer({ range, nowDay, activityIds });
    for (const row of assignments.inDays(...daysToRead(range))) {
      const fields = toFields(row);
      gatherer.add(fields, () => fields.activities);
    }
    return gatherer.rows();
  };

  return {
    moments,
    /** The rows of a range, in no particular order. */
    rows: db.transaction((range: DayRange, nowDay: string, options: RowOptions = {}): TimelineRows => {
      const { asOfMs, changedSinceMs, ...rest } = options;
      const rows = () => {
        if (asOfMs !== undefined) return then.rows({ range, nowDay, position: positionAt(asOfMs), ...rest });
        if (changedSinceMs !== undefined)
          return since.rows(range, nowDay, positionAt(changedSinceMs), rest.activityIds);
        return rowsNow(range, nowDay, rest.activityIds);
      };
      return { seq: lastSeq(), range, rows: rows() };
    }),
    /** The assignments of some people in a range. */
    snapshot: db.transaction(
      (range: DayRange, personIds: readonly (PersonId | null)[], moment: Moment = {}): Snapshot => {
        const { asOfMs, changedSinceMs } = moment;
        const seq = lastSeq();
        if (asOfMs !== undefined)
          return { seq, range, assignments: then.assignmentsOf(new Set(personIds), range, positionAt(asOfMs)) };
        const now = ofPeople(personIds, range);
        if (changedSinceMs === undefined) return { seq, range, assignments: now };
        const { ghosts, changedIds } = since.of(new Set(personIds), range, positionAt(changedSinceMs));
        const changed = now.map((a) => a.id).filter((id) => changedIds.has(id));
        return { seq, range, assignments: now, since: { ghosts, changedIds: changed } };
      },
    ),
    /** Every assignment that touches a period, for the command line. */
    plan: db.transaction(({ from, until }: DayRange, withDeleted: boolean) =>
      [...(withDeleted ? everInDays : assignments.inDays)(from, until)].map(toAssignment),
    ),
  };
};
