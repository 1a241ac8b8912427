import type { PersonId } from '../../../shared/assignment.ts';
import type { DayRange } from '../../../shared/time.ts';
import type { TimelineRow } from '../../../shared/timeline-rows.ts';
import type { ReadableDb } from '../database.ts';

type Rows = Map<PersonId | null, TimelineRow>;
type Line = { seq: number; assignment_id: number; seen_at_ms: number };
interface CachedPeriod {
  /** The last line of the log when the rows were read; undefined for an empty log. */
  line: Line | undefined;
  rows: Rows;
}

interface Parts {
  /** Everyone's rows, or those of some people. */
  read: (range: DayRange, nowDay: string, people?: readonly (PersonId | null)[]) => TimelineRow[];
}

/** Number of cached periods: those requested most recently. */
const MAX_PERIODS = 6;
/** With more changed people than this, all rows are read again. */
const MAX_CHANGED_PEOPLE = 300;

/**
 * Rows of recently requested periods. Only the rows of people with later lines in the log are read again, so that a plan of
 * thousands of people opens as fast as a small one.
 */
export const createRowCache = (db: ReadableDb, { read }: Parts) => {
  const lastLine = db.prepare<[], Line>(
    'SELECT seq, assignment_id, seen_at_ms FROM change WHERE seq = (SELECT max(seq) FROM change)',
  );
  const lineAt = db.prepare<[number], Line>('SELECT seq, assignment_id, seen_at_ms FROM change WHERE seq = ?');
  const peopleSince = db.prepare<[number], { now: number | null; before: number | null; previous: number | null }>(
    `SELECT DISTINCT c.person_id AS now, p.person_id AS before, c.previous_seq AS previous
     FROM change c LEFT JOIN change p ON p.seq = c.previous_seq WHERE c.seq > ? AND c.outcome <> 'duplicate'`,
  );
  const periods = new Map<string, CachedPeriod>();

  /** False when the log was emptied since: its positions are then used again. */
  const isSameLog = ({ line }: CachedPeriod): boolean => {
    if (!line) return lastLine.get() === undefined;
    const current = lineAt.get(line.seq);
    return current?.assignment_id === line.assignment_id && current.seen_at_ms === line.seen_at_ms;
  };

  const refresh = (known: CachedPeriod, range: DayRange, nowDay: string): boolean => {
    const people = new Set<PersonId | null>();
    for (const { now, before, previous } of peopleSince.iterate(known.line?.seq ?? 0)) {
      people.add(now);
      if (previous !== null) people.add(before);
      if (people.size > MAX_CHANGED_PEOPLE) return false;
    }
    for (const person of people) known.rows.delete(person);
    if (people.size > 0) for (const row of read(range, nowDay, [...people])) known.rows.set(row.personId, row);
    known.line = lastLine.get();
    return true;
  };

  return (range: DayRange, nowDay: string): TimelineRow[] => {
    const key = `${range.from}/${range.until}/${nowDay}`;
    const found = periods.get(key);
    periods.delete(key);
    const known =
      found && isSameLog(found) && refresh(found, range, nowDay)
        ? found
        : { line: lastLine.get(), rows: new Map(read(range, nowDay).map((row) => [row.personId, row])) };
    periods.set(key, known);
    for (const oldest of [...periods.keys()].slice(0, -MAX_PERIODS)) periods.delete(oldest);
    return [...known.rows.values()];
  };
};
