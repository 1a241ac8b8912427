import { type Assignment, personName } from '../../shared/assignment.ts';
import { type DayRange, shiftTimes } from '../../shared/time.ts';
import type { ReadableDb } from '../database/database.ts';
import { createPlanAsOf } from '../database/plan/as-of.ts';
import { createLogByTime } from '../database/plan/log-by-time.ts';
import { createAssignmentReader, OPEN_END, toAssignment } from '../database/tables/assignments.ts';
import { createNameReader } from '../database/tables/names.ts';
import { assignmentLine } from '../database/tables/wire-names.ts';
import { EXIT, UsageError } from '../exit-status.ts';
import { COMMON_FLAGS, type Command } from './common.ts';
import { dayFlag, type Flags, instantFlag, readFlags, toggle, type Values, wholeNumber } from './flags.ts';
import { withDatabase } from './with-database.ts';

export const flags = {
  from: dayFlag('first day (default: from the beginning)'),
  until: dayFlag('last day (default: to the end)'),
  person: wholeNumber('ID', 'only this person', 1, Number.MAX_SAFE_INTEGER),
  'as-of': instantFlag('the plan as it was known then'),
  deleted: toggle('also assignments that were deleted'),
  ...COMMON_FLAGS,
} satisfies Flags;

// Far outside every plan, and far enough from the years 0 and 9999 for date arithmetic.
const BEGINNING = '1000-01-01';
const END = '9000-12-31';

/** Assignments of a period, one per line. */
export const run: Command = async (args, terminal) => {
  const { values } = readFlags(flags, args, terminal.env);
  const { from = BEGINNING, until = END } = values;
  if (until < from) throw new UsageError(`--until expects a day on or after --from (${from})`);
  return withDatabase(values.data, terminal, async (db) => {
    // In one transaction, for a consistent state: the app may write meanwhile.
    for (const { a, person } of db.transaction(readPlan)(db, { ...values, from, until })) {
      if (values.json) await terminal.print(JSON.stringify(assignmentLine(a, person)));
      else
        await terminal.print(
          [
            `${a.from}${a.until === a.from ? '' : `…${a.until ?? ''}`}`,
            (shiftTimes(a.startMinutes, a.endMinutes) ?? 'all day').padEnd(16),
            personName(person, a.personId).padEnd(24),
            `#${a.id}`,
            a.isRejected ? 'REJECTED' : '',
            a.deleted ? 'DELETED' : '',
            a.comments ?? '',
          ]
            .join('  ')
            .trimEnd(),
        );
    }
    return EXIT.ok;
  });
};

const planAsOf = (db: ReadableDb, range: DayRange, asOfMs: number): Assignment[] =>
  createPlanAsOf(db).assignments({ range, position: createLogByTime(db).positionAt(asOfMs) });

const readPlan = (db: ReadableDb, { from, until, person, deleted, ...values }: PlanQuery) => {
  const names = createNameReader(db);
  const assignments = createAssignmentReader(db);
  const asOfMs = values['as-of'];
  const all =
    asOfMs === undefined
      ? Array.from((deleted ? assignments.inDaysWithDeleted : assignments.inDays)(from, until), toAssignment)
      : planAsOf(db, { from, until }, asOfMs).filter((a) => deleted === true || !a.deleted);
  return (
    all
      .filter((a) => person === undefined || a.personId === person)
      // Rows are read with a margin of days; drop those outside the period.
      .filter((a) => a.from <= until && (a.until ?? OPEN_END) >= from)
      .map((a) => ({ a, person: a.personId === null ? undefined : names.person(a.personId) }))
  );
};
type PlanQuery = Values<typeof flags> & { from: string; until: string };
