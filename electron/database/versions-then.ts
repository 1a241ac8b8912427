import type { AssignmentId, PersonId } from '../../shared/assignment.ts';
import { addDays, type DayRange } from '../../shared/time.ts';
import { OPEN_END } from './assignments.ts';
import type { ChangeRow } from './change-log.ts';
import type { ReadableDb } from './database.ts';

export type Version = ChangeRow & { previous_seq: number | null };

/** Since a position: for each assignment with a later line, the line before the first of those; null: it is new since. */
type Tail = { readonly position: number; upTo: number; readonly before: Map<AssignmentId, number | null> };

/** Positions whose tails are remembered: a slider that goes back and forth asks for the same few. */
const TAILS = 4;
/** Steps back along a chain that take no longer than asking the text index. */
const MOST_STEPS = 12;
/** Lines before a position that are read at once. */
const WINDOW = 20_000;
/** Lines that can be read in the time it takes to find one version. */
const LINES_PER_ASSIGNMENT = 8;

/**
 * Which version of an assignment held at a position of the log. The lines about one assignment are a chain from its newest
 * to its oldest, so nothing but those is read.
 */
export const createVersionsThen = (db: ReadableDb, { window = WINDOW, mostSteps = MOST_STEPS } = {}) => {
  const line = db.prepare<[number], Version>('SELECT * FROM change WHERE seq = ?');
  const newest = db.prepare<[number], { last_seq: number }>('SELECT last_seq FROM assignment WHERE id = ?');
  // A copy stands outside of the chain; of what SQLite reads beside min(), it reads the line that has the minimum.
  const later = db.prepare<[number, number], { id: number; seq: number; before: number | null }>(
    `SELECT assignment_id AS id, min(seq) AS seq, previous_seq AS before FROM change
     WHERE seq > ? AND seq <= ? AND outcome <> 'duplicate' GROUP BY assignment_id`,
  );
  const indexed = db.prepare<[], { seq: number }>('SELECT indexed_seq AS seq FROM search.progress');
  const ofPerson = db.prepare<[string, number, number, string, string], { id: number }>(
    `SELECT DISTINCT c.assignment_id AS id FROM search.change_text t CROSS JOIN change c ON c.seq = t.rowid
     WHERE t.change_text MATCH ? AND t.rowid <= ? AND c.person_id = ? AND c.from_day <= ?
       AND coalesce(c.until_day, '${OPEN_END}') >= ?`,
  );
  const notIndexed = db.prepare<[number, number], { id: number; person: number | null }>(
    'SELECT DISTINCT assignment_id AS id, person_id AS person FROM change WHERE seq > ? AND seq <= ?',
  );
  const untilThen = db.prepare<[number, string, string], Version>(
    `SELECT * FROM (SELECT *, max(seq) FROM change WHERE seq <= ? AND outcome = 'applied' GROUP BY assignment_id)
     WHERE after IS NOT NULL AND from_day <= ? AND coalesce(until_day, '${OPEN_END}') >= ?`,
  );
  // No further than it matters: people can have hundreds of thousands of lines.
  const lines = db.prepare<[string, number, number], { n: number }>(
    `SELECT count(*) AS n FROM (
       SELECT 1 FROM search.change_text WHERE change_text MATCH ? AND rowid <= ? LIMIT ?)`,
  );
  const assignments = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM assignment');
  const everyId = db.prepare<[], { id: number }>('SELECT id FROM assignment');
  const lastOf = db.prepare<[string, number, number], Version>(
    `SELECT c.* FROM search.change_text t CROSS JOIN change c ON c.seq = t.rowid
     WHERE t.change_text MATCH ? AND t.rowid <= ? AND c.assignment_id = ? AND c.outcome = 'applied'
     ORDER BY t.rowid DESC LIMIT 1`,
  );
  const justBefore = db.prepare<[number, number], { id: number; seq: number }>(
    `SELECT assignment_id AS id, max(seq) AS seq FROM change WHERE seq > ? AND seq <= ? AND outcome = 'applied'
     GROUP BY assignment_id`,
  );
  const windows = new Map<number, ReadonlyMap<AssignmentId, number>>();
  const tails: Tail[] = [];

  /** The applied version at or before a line; undefined: there was none, or it deleted the assignment. */
  const settle = (from: number | null, position: number): Version | undefined => {
    let seq = from;
    while (seq !== null) {
      const found = line.get(seq);
      if (!found) return undefined;
      if (seq <= position && found.outcome === 'applied') return found.after === null ? undefined : found;
      seq = found.previous_seq;
    }
    return undefined;
  };

  const indexedUpTo = (): number => indexed.get()?.seq ?? 0;

  /** What changed shortly before a position: its versions are found without going back to them from the present. */
  const windowBefore = (position: number): ReadonlyMap<AssignmentId, number> => {
    const known = windows.get(position);
    if (known) return known;
    const found = new Map<AssignmentId, number>();
    for (const { id, seq } of justBefore.iterate(position - window, position)) found.set(id, seq);
    windows.set(position, found);
    for (const oldest of [...windows.keys()].slice(0, -TAILS)) windows.delete(oldest);
    return found;
  };

  /** Back along the chain; where that is long, the text index knows an assignment's lines, too. */
  const versionAt = (id: AssignmentId, position: number): Version | undefined => {
    let seq = windowBefore(position).get(id) ?? newest.get(id)?.last_seq ?? null;
    for (let steps = 0; seq !== null && steps < mostSteps; steps++) {
      const found = line.get(seq);
      if (!found) return undefined;
      if (seq <= position && found.outcome === 'applied') return found.after === null ? undefined : found;
      seq = found.previous_seq;
    }
    if (indexedUpTo() < position) return settle(seq, position);
    const found = lastOf.get(`ids : "${id}"`, position, id);
    return found?.after == null ? undefined : found;
  };

  return {
    /** What has lines after a position, and the line each one stood at. Read once; later calls only read what came since. */
    tail(position: number, lastSeq: number): ReadonlyMap<AssignmentId, number | null> {
      const known = tails.find((t) => t.position === position);
      const tail = known ?? { position, upTo: position, before: new Map() };
      if (!known) tails.push(tail);
      if (tails.length > TAILS) tails.shift();
      if (tail.upTo < lastSeq)
        for (const { id, before } of later.iterate(tail.upTo, lastSeq))
          if (!tail.before.has(id)) tail.before.set(id, before);
      tail.upTo = lastSeq;
      return tail.before;
    },
    settle,
    versionAt,
    /** Every version that held at a position and touches a range: reads the log from its beginning up to there. */
    fromBeginning: (position: number, { from, until }: DayRange): IterableIterator<Version> =>
      untilThen.iterate(position, addDays(until, 1), addDays(from, -2)),
    /** Assignments that were ever planned for these people in a range, up to a position. */
    everOf(personIds: ReadonlySet<PersonId>, position: number, { from, until }: DayRange): Set<AssignmentId> {
      const ids = new Set<AssignmentId>();
      const names = [...personIds].map((id) => `"${id}"`).join(' OR ');
      // Of a long history of few assignments, each of them is looked at.
      const worth = (assignments.get()?.n ?? 0) * LINES_PER_ASSIGNMENT;
      if (names && worth < (lines.get(`ids : (${names})`, position, worth + 1)?.n ?? 0))
        return new Set([...everyId.iterate()].map(({ id }) => id));
      for (const person of personIds)
        for (const { id } of ofPerson.iterate(
          `ids : "${person}"`,
          position,
          person,
          addDays(until, 1),
          addDays(from, -2),
        ))
          ids.add(id);
      for (const { id, person } of notIndexed.iterate(indexedUpTo(), position))
        if (person !== null && personIds.has(person)) ids.add(id);
      return ids;
    },
  };
};

export type VersionsThen = ReturnType<typeof createVersionsThen>;
