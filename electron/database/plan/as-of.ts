import type { Assignment, AssignmentFields } from '../../../shared/assignment.ts';
import type { DayRange } from '../../../shared/time.ts';
import { isInRange } from '../../../shared/timeline.ts';
import type { TimelineRow } from '../../../shared/timeline-rows.ts';
import type { ReadableDb } from '../database.ts';
import { type AssignmentRow, createAssignmentReader, toAssignment, toFields } from '../tables/assignments.ts';
import { createChangeReader, versionFields } from '../tables/change-log.ts';
import { createLogByTime } from './log-by-time.ts';
import { createRowBuilder, daysToRead } from './timeline-rows.ts';
import { createVersions, toVersion, type Version } from './versions.ts';

const shiftOf = (v: Version): Parameters<ReturnType<typeof createRowBuilder>['add']>[0] => ({
  personId: v.person_id,
  from: v.from_day ?? '',
  until: v.until_day,
  startMinutes: v.start_minutes,
  endMinutes: v.end_minutes,
  isRejected: v.is_rejected === null ? null : v.is_rejected === 1,
});

const activitiesOf = (v: Version): AssignmentFields['activities'] =>
  versionFields(v.after, v.is_rejected)?.activities ?? [];

interface Request {
  range: DayRange;
  position: number;
}

/**
 * The plan of all people at a position of the log. Reads the part of the log after or before the position, whichever is
 * shorter.
 */
export const createPlanAsOf = (db: ReadableDb, versions = createVersions(db)) => {
  const assignments = createAssignmentReader(db);
  const { lastSeq } = createChangeReader(db);
  const { firstSeq } = createLogByTime(db);

  /** Visits the assignments of a range at a position, including those that were deleted by then. */
  const visit = (
    { range, position }: Request,
    onVersion: (version: Version) => void,
    onUnchanged: (row: AssignmentRow) => void,
  ): void => {
    const last = lastSeq();
    if (position - firstSeq() < last - position) {
      for (const version of versions.fromBeginning(position, range)) onVersion(version);
      return;
    }
    const changed = versions.changedSince(position, last);
    for (const row of assignments.inDaysWithDeleted(...daysToRead(range))) if (!changed.has(row.id)) onUnchanged(row);
    for (const before of changed.values()) {
      const version = versions.lastAppliedFrom(before);
      if (version) onVersion(version);
    }
  };

  return {
    /**
     * One row for each person, in no particular order. @param grouped includes each row's main activity, which takes longer.
     */
    rows({
      range,
      nowDay,
      position,
      activityIds,
      grouped,
    }: Request & {
      nowDay: string;
      activityIds?: readonly string[] | undefined;
      grouped?: boolean | undefined;
    }): TimelineRow[] {
      const builder = createRowBuilder({ range, nowDay, activityIds });
      const needsActivities = grouped || activityIds;
      visit(
        { range, position },
        (v) => v.deleted === 0 && builder.add(shiftOf(v), needsActivities ? () => activitiesOf(v) : undefined),
        (row) => {
          if (row.deleted === 1) return;
          const fields = toFields(row);
          builder.add(fields, () => fields.activities);
        },
      );
      return builder.rows();
    },
    /** All assignments, sorted by first day; deleted ones with their last version. */
    assignments({ range, position }: Request): Assignment[] {
      const found: Assignment[] = [];
      const add = (assignment: Assignment | undefined) => {
        if (assignment && isInRange(assignment, range)) found.push(assignment);
      };
      visit(
        { range, position },
        (version) => add(toVersion(version)),
        (row) => {
          const last = row.deleted === 1 ? versions.lastAppliedFrom(row.seq) : undefined;
          add(last ? toVersion(last) : toAssignment(row));
        },
      );
      return found.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.id - b.id));
    },
  };
};
