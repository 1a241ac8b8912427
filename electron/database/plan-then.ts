import type { Assignment, AssignmentFields, PersonId } from '../../shared/assignment.ts';
import type { DayRange } from '../../shared/time.ts';
import { isInRange } from '../../shared/timeline.ts';
import type { TimelineRow } from '../../shared/timeline-rows.ts';
import { type AssignmentRow, type createAssignmentReader, toAssignment, toFields } from './assignments.ts';
import { versionFields } from './change-log.ts';
import { createRowGatherer } from './timeline-rows.ts';
import type { Version, VersionsThen } from './versions-then.ts';

/** A version as an assignment of the plan of its time. */
export const toVersion = (v: Version): Assignment | undefined => {
  const fields = versionFields(v.after, v.is_rejected);
  return (
    fields && {
      ...fields,
      id: v.assignment_id,
      changeVersion: v.change_version,
      deleted: false,
      seq: v.seq,
      seenAtMs: v.seen_at_ms,
      changedAtMs: v.previous_seq === null ? null : v.seen_at_ms,
    }
  );
};

const shiftOf = (v: Version): Parameters<ReturnType<typeof createRowGatherer>['add']>[0] => ({
  personId: v.person_id,
  from: v.from_day ?? '',
  until: v.until_day,
  startMinutes: v.start_minutes,
  endMinutes: v.end_minutes,
  isRejected: v.is_rejected === null ? null : v.is_rejected === 1,
});

const activitiesOf = (v: Version): AssignmentFields['activities'] =>
  versionFields(v.after, v.is_rejected)?.activities ?? [];

interface Parts {
  assignments: ReturnType<typeof createAssignmentReader>;
  versions: VersionsThen;
  firstSeq: () => number;
  lastSeq: () => number;
  daysToRead: (range: DayRange) => readonly [string, string];
}

interface RowsThen {
  range: DayRange;
  nowDay: string;
  position: number;
  activityIds?: readonly string[] | undefined;
  /** With each row's main activity: the provider's objects are read for it. */
  grouped?: boolean | undefined;
}

/** The plan as it was at a position of the log, for a few people or as rows for all. */
export const createPlanThen = ({ assignments, versions, firstSeq, lastSeq, daysToRead }: Parts) => {
  /** Everything planned in a range: from the present plan back, or from the beginning on, whichever side of the log is shorter. */
  const each = (
    range: DayRange,
    position: number,
    onVersion: (version: Version) => void,
    onUnchanged: (row: AssignmentRow) => void,
  ): void => {
    const last = lastSeq();
    if (position - firstSeq() < last - position) {
      for (const version of versions.fromBeginning(position, range)) onVersion(version);
      return;
    }
    const tail = versions.tail(position, last);
    for (const row of assignments.inDays(...daysToRead(range))) if (!tail.has(row.id)) onUnchanged(row);
    for (const before of tail.values()) {
      const version = before === null ? undefined : versions.settle(before, position);
      if (version) onVersion(version);
    }
  };

  /** What nobody had been given is in no index of people: it is looked for in the whole range. */
  const ofNobody = (range: DayRange, position: number): Assignment[] => {
    const found: Assignment[] = [];
    const keep = (a: Assignment | undefined) => {
      if (a) found.push(a);
    };
    each(
      range,
      position,
      (v) => v.person_id === null && keep(toVersion(v)),
      (row) => row.person_id === null && keep(toAssignment(row)),
    );
    return found;
  };

  return {
    rows({ range, nowDay, position, activityIds, grouped }: RowsThen): TimelineRow[] {
      const gatherer = createRowGatherer({ range, nowDay, activityIds });
      const needsActivities = grouped || activityIds;
      each(
        range,
        position,
        (v) => gatherer.add(shiftOf(v), needsActivities ? () => activitiesOf(v) : undefined),
        (row) => {
          const fields = toFields(row);
          gatherer.add(fields, () => fields.activities);
        },
      );
      return gatherer.rows();
    },
    /** The assignments of some people. */
    assignmentsOf(personIds: ReadonlySet<PersonId | null>, range: DayRange, position: number): Assignment[] {
      const people = new Set([...personIds].filter((id) => id !== null));
      const found = [...versions.everOf(people, position, range)]
        .map((id) => versions.versionAt(id, position))
        .filter((v) => v !== undefined && v.person_id !== null && people.has(v.person_id))
        .flatMap((v) => (v && toVersion(v)) ?? []);
      return [...found, ...(personIds.has(null) ? ofNobody(range, position) : [])].filter((a) => isInRange(a, range));
    },
  };
};

export type PlanThen = ReturnType<typeof createPlanThen>;
