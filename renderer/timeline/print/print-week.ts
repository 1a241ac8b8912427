import type { Assignment } from '../../../shared/assignment.ts';
import type { PlannerApi } from '../../../shared/contract.ts';
import { addDays, type Day, type DayRange, startOfWeek } from '../../../shared/time.ts';
import type { PlanVersion } from '../../../shared/timeline.ts';
import type { RowKey } from '../../store/person-plan.ts';

/** Limit of printed rows (about 20 pages). */
export const MAX_PRINTED_ROWS = 500;

/** The content of a printed week. */
export interface PrintedWeek {
  range: DayRange;
  rows: readonly { key: RowKey; days: readonly (readonly Assignment[])[] }[];
  /** Number of all rows, also those not printed. */
  total: number;
}

/** Assignments per day of a week, by start time; longer ones appear on each of their days. */
export const assignmentsByDay = (assignments: readonly Assignment[], from: Day): Assignment[][] =>
  Array.from({ length: 7 }, (_, n) => addDays(from, n)).map((day) =>
    assignments
      .filter((a) => a.from <= day && day <= (a.until ?? '9999-12-31'))
      .toSorted((a, b) => (a.startMinutes ?? 0) - (b.startMinutes ?? 0) || a.id - b.id),
  );

/** Reads the week of a day for the rows that are shown, in their order. */
export const readWeek = async (
  api: PlannerApi,
  order: readonly RowKey[],
  day: Day,
  { asOfMs }: PlanVersion,
): Promise<PrintedWeek> => {
  const from = startOfWeek(day);
  const range = { from, until: addDays(from, 6) };
  const keys = order.slice(0, MAX_PRINTED_ROWS);
  const { assignments } = await api.call('timeline.snapshot', {
    ...range,
    personIds: keys,
    ...(asOfMs === undefined ? {} : { asOfMs }),
  });
  const ofPerson = Map.groupBy(assignments, (a) => a.personId);
  const rows = keys.map((key) => ({ key, days: assignmentsByDay(ofPerson.get(key) ?? [], from) }));
  return { range, rows, total: order.length };
};
