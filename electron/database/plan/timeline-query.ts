import type { ActivityRef, Assignment, PersonId } from '../../../shared/assignment.ts';
import type { DayRange } from '../../../shared/time.ts';
import type { PlanVersion, Snapshot } from '../../../shared/timeline.ts';
import type { TimelineRow, TimelineRows } from '../../../shared/timeline-rows.ts';
import type { ReadableDb } from '../database.ts';
import { type AssignmentRow, createAssignmentReader, OPEN_END, toAssignment } from '../tables/assignments.ts';
import { createChangeReader } from '../tables/change-log.ts';
import { createPlanAsOf } from './as-of.ts';
import { createIndexedVersions } from './indexed-versions.ts';
import { createLogByTime } from './log-by-time.ts';
import { createRowCache } from './row-cache.ts';
import { createPlanSince } from './since.ts';
import { createRowBuilder, daysToRead } from './timeline-rows.ts';
import { createVersions } from './versions.ts';

export interface RowOptions extends PlanVersion {
  /** Only people who have one of these activities planned in the range. */
  activityIds?: readonly string[] | undefined;
  /** Include each row's main activity, which takes longer. */
  grouped?: boolean | undefined;
}

type ShiftColumns = [
  personId: PersonId | null,
  fromDay: string,
  lastDay: string,
  startMinutes: number | null,
  endMinutes: number | null,
  isRejected: number | null,
  activities: string,
];

/** Parses the JSON of activities. Cached: the same few texts occur thousands of times. */
const createActivityParser = () => {
  const known = new Map<string, ActivityRef[]>();
  return (text: string): ActivityRef[] => {
    const cached = known.get(text);
    if (cached) return cached;
    const parsed = JSON.parse(text) as ActivityRef[];
    if (known.size > 2000) known.clear();
    known.set(text, parsed);
    return parsed;
  };
};
const activitiesOf = createActivityParser();

/**
 * Queries of the timeline. Each result is read in one transaction and contains the log position of that state. The search index
 * must be attached, because it lists the lines of each person.
 */
export const createTimelineReader = (db: ReadableDb) => {
  const assignments = createAssignmentReader(db);
  const { lastSeq } = createChangeReader(db);
  const { positionAt, histogram } = createLogByTime(db);
  const versions = createVersions(db);
  const assignedRows = db.prepare<[string, string, string], AssignmentRow>(
    `SELECT a.* FROM json_each(?) p JOIN assignment a ON a.person_id = p.value
     WHERE a.deleted = 0 AND a.last_day >= ? AND a.from_day <= ?`,
  );
  const unassignedRows = db.prepare<[string, string], AssignmentRow>(
    'SELECT * FROM assignment WHERE deleted = 0 AND person_id IS NULL AND last_day >= ? AND from_day <= ?',
  );

  const assignmentsOf = (personIds: readonly (PersonId | null)[], range: DayRange): Assignment[] => {
    const known = JSON.stringify(personIds.filter((id) => id !== null));
    const [from, until] = daysToRead(range);
    return [
      ...assignedRows.all(known, from, until),
      ...(personIds.includes(null) ? unassignedRows.all(from, until) : []),
    ].map(toAssignment);
  };
  const planAsOf = createPlanAsOf(db, versions);
  const asOf = createIndexedVersions(db);
  const planChanges = createPlanSince({ assignments, versions, lastSeq, assignmentsOf });

  const shiftsIn = (where: string) =>
    db
      .prepare(
        `SELECT person_id, from_day, last_day, start_minutes, end_minutes, is_rejected, activities FROM ${where}
           a.deleted = 0 AND a.last_day >= ? AND a.from_day <= ?`,
      )
      .raw();
  const allShifts = shiftsIn('assignment a WHERE');
  const assignedShifts = shiftsIn('json_each(?) p CROSS JOIN assignment a ON a.person_id = p.value WHERE');
  const unassignedShifts = shiftsIn('assignment a WHERE a.person_id IS NULL AND');

  const rowsOf = (
    { range, nowDay, activityIds }: { range: DayRange; nowDay: string; activityIds?: readonly string[] | undefined },
    people?: readonly (PersonId | null)[],
  ): TimelineRow[] => {
    const builder = createRowBuilder({ range, nowDay, activityIds });
    const [from, until] = daysToRead(range);
    const addAll = (shifts: Iterable<unknown>) => {
      for (const shift of shifts) {
        const [personId, fromDay, lastDay, startMinutes, endMinutes, isRejected, activities] = shift as ShiftColumns;
        builder.add(
          {
            personId,
            from: fromDay,
            until: lastDay === OPEN_END ? null : lastDay,
            startMinutes,
            endMinutes,
            isRejected: isRejected === 1,
          },
          () => activitiesOf(activities),
        );
      }
    };
    if (!people) addAll(allShifts.iterate(from, until));
    else {
      addAll(assignedShifts.iterate(JSON.stringify(people.filter((id) => id !== null)), from, until));
      if (people.includes(null)) addAll(unassignedShifts.iterate(from, until));
    }
    return builder.rows();
  };
  const cached = createRowCache(db, { read: (range, nowDay, people) => rowsOf({ range, nowDay }, people) });
  const currentRows = (range: DayRange, nowDay: string, activityIds: readonly string[] | undefined): TimelineRow[] =>
    activityIds ? rowsOf({ range, nowDay, activityIds }) : cached(range, nowDay);

  return {
    histogram,
    /** The rows of a range, in no particular order. */
    rows: db.transaction((range: DayRange, nowDay: string, options: RowOptions = {}): TimelineRows => {
      const { asOfMs, changedSinceMs, ...rest } = options;
      const rows = () => {
        if (asOfMs !== undefined) return planAsOf.rows({ range, nowDay, position: positionAt(asOfMs), ...rest });
        if (changedSinceMs !== undefined)
          return planChanges.rows(range, nowDay, positionAt(changedSinceMs), rest.activityIds);
        return currentRows(range, nowDay, rest.activityIds);
      };
      return { seq: lastSeq(), range, rows: rows() };
    }),
    /** The assignments of some people in a range. */
    snapshot: db.transaction(
      (range: DayRange, personIds: readonly (PersonId | null)[], planVersion: PlanVersion = {}): Snapshot => {
        const { asOfMs, changedSinceMs } = planVersion;
        const seq = lastSeq();
        if (asOfMs !== undefined)
          return { seq, range, assignments: asOf(new Set(personIds), range, positionAt(asOfMs)) };
        const now = assignmentsOf(personIds, range);
        if (changedSinceMs === undefined) return { seq, range, assignments: now };
        const { previousVersions, changedIds } = planChanges.differencesOf(
          new Set(personIds),
          range,
          positionAt(changedSinceMs),
        );
        const changed = now.map((a) => a.id).filter((id) => changedIds.has(id));
        return { seq, range, assignments: now, since: { previousVersions, changedIds: changed } };
      },
    ),
  };
};
