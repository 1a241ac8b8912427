import type { PersonId } from '../../shared/assignment.ts';
import { type Span, spanOf, stackLanes } from '../../shared/lanes.ts';
import { addDays, type DayRange, MINUTES_PER_DAY } from '../../shared/time.ts';
import { isInRange, type Snapshot, type TimelineRow, type TimelineRows } from '../../shared/timeline.ts';
import { type AssignmentRow, createAssignmentReader, toAssignment, toFields } from './assignments.ts';
import { createChangeReader } from './change-log.ts';
import type { ReadableDb } from './database.ts';

/** What the timeline asks of the database. Every answer is read on one state of it and says which. */
export const createTimelineReader = (db: ReadableDb) => {
  const assignments = createAssignmentReader(db);
  const changes = createChangeReader(db);
  const ofPeople = db.prepare<[string, string, string], AssignmentRow>(
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
  /** Times may spill a day to either side, so more days are read than are shown. */
  const daysToRead = ({ from, until }: DayRange) => [addDays(from, -2), addDays(until, 1)] as const;

  return {
    /** The rows of a range, in no particular order; with activities, only people who have one of them planned there. */
    rows: db.transaction((range: DayRange, nowDay: string, activityIds?: readonly string[]): TimelineRows => {
      const wanted = activityIds && new Set(activityIds);
      const people = new Map<PersonId | null, PersonInRange>();
      for (const row of assignments.inDays(...daysToRead(range))) addToRow(people, row, range, nowDay, wanted);
      const rows = [...people.values()]
        .filter(({ isWanted }) => isWanted)
        .map(({ spans, row }) => ({ ...row, lanes: stackLanes(spans.sort((a, b) => a.start - b.start)).count }));
      return { seq: changes.lastSeq(), range, rows };
    }),
    /** The assignments of some people in a range. */
    snapshot: db.transaction((range: DayRange, personIds: readonly (PersonId | null)[]): Snapshot => {
      const known = JSON.stringify(personIds.filter((id) => id !== null));
      const [from, until] = daysToRead(range);
      const found = [
        ...ofPeople.all(known, from, until),
        ...(personIds.includes(null) ? ofNobody.all(from, until) : []),
      ];
      return { seq: changes.lastSeq(), range, assignments: found.map(toAssignment) };
    }),
    /** Every assignment that touches a period, for the command line. */
    plan: db.transaction(({ from, until }: DayRange, withDeleted: boolean) =>
      [...(withDeleted ? everInDays : assignments.inDays)(from, until)].map(toAssignment),
    ),
  };
};

interface PersonInRange {
  spans: Span[];
  row: TimelineRow;
  isWanted: boolean;
}

const addToRow = (
  people: Map<PersonId | null, PersonInRange>,
  row: AssignmentRow,
  range: DayRange,
  nowDay: string,
  wanted: ReadonlySet<string> | undefined,
): void => {
  const fields = toFields(row);
  if (!isInRange(fields, range)) return;
  const span = spanOf(fields, range.from);
  // Read because its times might spill over, but they do not.
  if (span.end <= 0 || span.start >= lengthOf(range)) return;
  const { personId } = fields;
  const known = people.get(personId) ?? {
    spans: [],
    row: { personId, lanes: 1, nextStart: null, hasRejected: false },
    isWanted: wanted === undefined,
  };
  people.set(personId, known);
  known.spans.push(span);
  known.isWanted ||= fields.activities.some(({ activityId }) => wanted?.has(activityId));
  known.row.hasRejected ||= fields.isRejected === true;
  if (fields.from >= nowDay)
    known.row.nextStart = earliest(known.row.nextStart, startKey(fields.from, fields.startMinutes));
};

const lengthOf = ({ from, until }: DayRange): number =>
  ((Date.parse(until) - Date.parse(from)) / 86_400_000 + 1) * MINUTES_PER_DAY;

const earliest = (a: string | null, b: string): string => (a !== null && a <= b ? a : b);

/** Sorts as text: the day, then minutes moved above zero. */
const startKey = (day: string, startMinutes: number | null): string =>
  `${day} ${String((startMinutes ?? 0) + MINUTES_PER_DAY).padStart(5, '0')}`;
