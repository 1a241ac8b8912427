import type { Assignment, AssignmentId, PersonId } from '../../../shared/assignment.ts';
import type { DayRange } from '../../../shared/time.ts';
import { isInRange } from '../../../shared/timeline.ts';
import type { ReadableDb } from '../database.ts';
import { OPEN_END } from '../tables/assignments.ts';
import { daysToRead } from './timeline-rows.ts';
import { toVersion, type Version } from './versions.ts';

type TailLine = { id: number; person: number | null; seq: number };

/**
 * Assignments of some people at a position of the log, found through the search index (attached as `search`), which lists the
 * lines by person and by assignment. Lines that are not indexed yet are read from the log.
 */
export const createIndexedVersions = (db: ReadableDb) => {
  const indexedSeq = db.prepare<[], number>('SELECT indexed_seq FROM search.progress').pluck();
  const indexed = db.prepare<{ people: string; position: number; from: string; until: string }, Version>(
    `WITH person (id) AS MATERIALIZED (SELECT value FROM json_each(:people)),
       ever (id) AS (
         SELECT DISTINCT l.assignment_id FROM person p CROSS JOIN search.line l ON l.person_id IS p.id AND l.held = 1)
     SELECT c.*, 0 AS deleted FROM ever
     CROSS JOIN search.line l ON l.seq = (
       SELECT seq FROM search.line WHERE assignment_id = ever.id AND held IS NOT NULL AND seq <= :position
       ORDER BY seq DESC LIMIT 1)
     CROSS JOIN change c ON c.seq = l.seq
     WHERE l.held = 1 AND l.day <= :until AND EXISTS (SELECT 1 FROM person p WHERE p.id IS l.person_id)
       AND coalesce(c.until_day, '${OPEN_END}') >= :from`,
  );
  const tail = db.prepare<[number, number], TailLine>(
    `SELECT assignment_id AS id, person_id AS person, seq FROM change
     WHERE seq > ? AND seq <= ? AND outcome = 'applied' ORDER BY seq`,
  );
  const line = db.prepare<[number], Version>('SELECT *, 0 AS deleted FROM change WHERE seq = ?');

  /** @param people null: unassigned shifts. */
  return (people: ReadonlySet<PersonId | null>, range: DayRange, position: number): Assignment[] => {
    const [from, until] = daysToRead(range);
    const newest = new Map<AssignmentId, TailLine>();
    for (const line of tail.iterate(indexedSeq.get() ?? 0, position)) newest.set(line.id, line);
    const versions = [
      ...indexed
        .all({ people: JSON.stringify([...people]), position, from, until })
        .filter(({ assignment_id }) => !newest.has(assignment_id)),
      ...[...newest.values()].filter(({ person }) => people.has(person)).flatMap(({ seq }) => line.get(seq) ?? []),
    ];
    // A deleted assignment has no fields.
    return versions.flatMap((version) => toVersion(version) ?? []).filter((assignment) => isInRange(assignment, range));
  };
};
