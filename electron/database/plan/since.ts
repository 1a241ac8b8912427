import type { Assignment, PersonId } from '../../../shared/assignment.ts';
import { fieldChanges } from '../../../shared/change-event.ts';
import type { DayRange } from '../../../shared/time.ts';
import { hasMoved, isInRange } from '../../../shared/timeline.ts';
import type { TimelineRow } from '../../../shared/timeline-rows.ts';
import type { createAssignmentReader } from '../tables/assignments.ts';
import { createRowBuilder } from './timeline-rows.ts';
import { toVersion, type Versions } from './versions.ts';

/** Differences between two positions of the log, in a range. */
interface Differences {
  readonly people: ReadonlySet<PersonId | null>;
  /** Previous versions of assignments that were moved, reassigned or deleted. */
  readonly previousVersions: readonly Assignment[];
  readonly changedIds: ReadonlySet<number>;
}

interface Parts {
  assignments: Pick<ReturnType<typeof createAssignmentReader>, 'get'>;
  versions: Versions;
  lastSeq: () => number;
  assignmentsOf: (personIds: readonly (PersonId | null)[], range: DayRange) => Assignment[];
}

/** The plan with what changed since a position of the log. */
export const createPlanSince = ({ assignments, versions, lastSeq, assignmentsOf }: Parts) => {
  let known: { key: string; differences: Differences } | undefined;

  const compare = (range: DayRange, position: number): Differences => {
    const people = new Set<PersonId | null>();
    const previousVersions: Assignment[] = [];
    const changedIds = new Set<number>();
    for (const [id, line] of versions.changedSince(position, lastSeq())) {
      const current = assignments.get(id);
      const now = current && !current.deleted && isInRange(current, range) ? current : undefined;
      const version = versions.lastAppliedFrom(line);
      const before = version?.deleted === 0 ? toVersion(version) : undefined;
      const then = before && isInRange(before, range) ? before : undefined;
      if (!now && !then) continue;
      if (before && now && fieldChanges(before, now).length === 0) continue;
      if (now) people.add(now.personId);
      if (now) changedIds.add(id);
      if (!then || (now && !hasMoved(then, now))) continue;
      people.add(then.personId);
      previousVersions.push({ ...then, deleted: !current || current.deleted });
    }
    return { people, previousVersions, changedIds };
  };

  const differences = (range: DayRange, position: number): Differences => {
    const key = `${range.from}/${range.until}/${position}/${lastSeq()}`;
    if (known?.key !== key) known = { key, differences: compare(range, position) };
    return known.differences;
  };

  return {
    /** Rows of the people with a difference; previous versions are bars of the row, too. */
    rows(range: DayRange, nowDay: string, position: number, activityIds?: readonly string[]): TimelineRow[] {
      const { people, previousVersions } = differences(range, position);
      const builder = createRowBuilder({ range, nowDay, activityIds });
      for (const a of [...assignmentsOf([...people], range), ...previousVersions]) builder.add(a, () => a.activities);
      return builder.rows();
    },
    differencesOf(personIds: ReadonlySet<PersonId | null>, range: DayRange, position: number) {
      const { previousVersions, changedIds } = differences(range, position);
      return {
        previousVersions: previousVersions.filter((a) => personIds.has(a.personId)),
        changedIds,
      };
    },
  };
};
