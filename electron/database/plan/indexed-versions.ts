import type { Assignment, AssignmentId, PersonId } from '../../../shared/assignment.ts';
import type { DayRange } from '../../../shared/time.ts';
import { isInRange } from '../../../shared/timeline.ts';
import type { ReadableDb } from '../database.ts';
import { daysToRead } from '../timeline-rows.ts';
import { toVersion, type Version } from './versions.ts';

/**
 * Which assignments were whose, and which version held at a position of the log, by the lines that the index lists by person and
 * by assignment (attached as `search`). What it does not hold yet is read from the log.
 */
export const createIndexedVersions = (db: ReadableDb) => {
  const indexedSeq = db.prepare<[], number>('SELECT indexed_seq FROM search.progress').pluck();
  // From one assignment to the next, however many lines each has.
  const everOf = db.prepare<{ person: number | null }, { id: number }>(
    `WITH RECURSIVE of (id) AS (
       SELECT min(assignment_id) FROM search.line WHERE person_id IS :person AND held = 1
       UNION ALL
       SELECT (SELECT min(assignment_id) FROM search.line WHERE person_id IS :person AND held = 1 AND assignment_id > of.id)
       FROM of WHERE of.id IS NOT NULL)
     SELECT id FROM of WHERE id IS NOT NULL`,
  );
  const last = db.prepare<[number, number], Version>(
    `SELECT c.*, 0 AS deleted FROM search.line l CROSS JOIN change c ON c.seq = l.seq
     WHERE l.assignment_id = ? AND l.seq <= ? AND c.outcome = 'applied' ORDER BY l.seq DESC LIMIT 1`,
  );
  const notIndexed = db.prepare<[number, number], { id: number; person: number | null; seq: number }>(
    `SELECT assignment_id AS id, person_id AS person, seq FROM change WHERE seq > ? AND seq <= ? AND outcome = 'applied'
     ORDER BY seq`,
  );
  const line = db.prepare<[number], Version>('SELECT *, 0 AS deleted FROM change WHERE seq = ?');

  /** What some people had in a range at a position; null stands for what nobody had been given. */
  return (people: ReadonlySet<PersonId | null>, range: DayRange, position: number): Assignment[] => {
    const [from, until] = daysToRead(range);
    const ids = new Set<AssignmentId>();
    for (const person of people) for (const { id } of everOf.iterate({ person })) ids.add(id);
    const newest = new Map<AssignmentId, number>();
    for (const { id, person, seq } of notIndexed.iterate(indexedSeq.get() ?? 0, position)) {
      newest.set(id, seq);
      if (people.has(person)) ids.add(id);
    }
    return [...ids].flatMap((id) => {
      const seq = newest.get(id);
      const version = seq === undefined ? last.get(id, position) : line.get(seq);
      if (!version || version.from_day === null || version.from_day > until || (version.until_day ?? from) < from)
        return [];
      const assignment = people.has(version.person_id) ? toVersion(version) : undefined;
      return assignment && isInRange(assignment, range) ? [assignment] : [];
    });
  };
};

export type IndexedVersions = ReturnType<typeof createIndexedVersions>;
