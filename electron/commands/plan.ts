import { personName } from '../../shared/assignment.ts';
import { shiftTimes } from '../../shared/time.ts';
import { createNameReader } from '../database/names.ts';
import { planAsOf } from '../database/plan-as-of.ts';
import { assignmentLine } from '../database/wire-names.ts';
import { COMMON_FLAGS, type Command, EXIT } from './common.ts';
import { dayFlag, type Flags, instantFlag, readFlags, toggle, UsageError, wholeNumber } from './flags.ts';
import { withQueries } from './read.ts';

export const PLAN_FLAGS = {
  from: dayFlag('first day (default: from the beginning)'),
  until: dayFlag('last day (default: to the end)'),
  person: wholeNumber('ID', 'only this person', 1, Number.MAX_SAFE_INTEGER),
  'as-of': instantFlag('the plan as it was known then'),
  deleted: toggle('also assignments that were deleted'),
  ...COMMON_FLAGS,
} satisfies Flags;

// Far outside every plan, and far enough from the ends of the calendar to count days.
const BEGINNING = '1000-01-01';
const END = '9000-12-31';

/** Assignments of a period, one per line. */
export const plan: Command = async (args, terminal) => {
  const { values } = readFlags(PLAN_FLAGS, args, terminal.env);
  const { from = BEGINNING, until = END } = values;
  if (until < from) throw new UsageError(`--until expects a day on or after --from (${from})`);
  return withQueries(values.data, terminal, async (queries) => {
    const names = createNameReader(queries.db);
    const range = { from, until };
    const asOf = values['as-of'];
    const all =
      asOf === undefined
        ? queries.timeline.plan(range, values.deleted === true)
        : planAsOf(queries.db, range, asOf).filter((a) => values.deleted === true || !a.deleted);
    for (const a of all) {
      if (values.person !== undefined && a.personId !== values.person) continue;
      // A row is read by its days; what lies outside them does not belong to the period.
      if (a.from > until || (a.until ?? '9999-12-31') < from) continue;
      const person = a.personId === null ? undefined : names.person(a.personId);
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
