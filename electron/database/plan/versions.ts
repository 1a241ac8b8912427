import type { Assignment, AssignmentId } from '../../../shared/assignment.ts';
import type { DayRange } from '../../../shared/time.ts';
import type { ReadableDb } from '../database.ts';
import { OPEN_END } from '../tables/assignments.ts';
import { type ChangeRow, versionFields } from '../tables/change-log.ts';
import { daysToRead } from './timeline-rows.ts';

/** A line of the log that an assignment was known by at some moment. */
export type Version = ChangeRow & {
  previous_seq: number | null;
  /** 1: it was deleted since, and this is the last that was known of it. */
  deleted: number;
};

/** A version as an assignment of the plan of its time. */
export const toVersion = (v: Version): Assignment | undefined => {
  const fields = versionFields(v.after, v.is_rejected);
  return (
    fields && {
      ...fields,
      id: v.assignment_id,
      changeVersion: v.change_version,
      deleted: v.deleted === 1,
      seq: v.seq,
      seenAtMs: v.seen_at_ms,
      changedAtMs: v.previous_seq === null ? null : v.seen_at_ms,
    }
  );
};

/** Since a position: for each assignment with a later line, the line before the first of those; null: it is new since. */
type Tail = { readonly position: number; upTo: number; readonly before: Map<AssignmentId, number | null> };

/** Positions whose tails are remembered: a slider that goes back and forth asks for the same few. */
const TAILS = 4;

/**
 * Which version of an assignment held at a position of the log, by the log alone. The lines about one assignment are a chain from
 * its newest to its oldest.
 */
export const createVersions = (db: ReadableDb) => {
  const line = db.prepare<[number], Omit<Version, 'deleted'>>('SELECT * FROM change WHERE seq = ?');
  // A copy stands outside of the chain; of what SQLite reads beside min(), it reads the line that has the minimum.
  const later = db.prepare<[number, number], { id: number; seq: number; before: number | null }>(
    `SELECT assignment_id AS id, min(seq) AS seq, previous_seq AS before FROM change
     WHERE seq > ? AND seq <= ? AND outcome <> 'duplicate' GROUP BY assignment_id`,
  );
  const untilThen = db.prepare<[number, string, string], Version>(
    `SELECT v.*, last.seq > v.seq AS deleted
     FROM (SELECT max(seq) AS seq, max(seq) FILTER (WHERE after IS NOT NULL) AS version_seq
           FROM change WHERE seq <= ? AND outcome = 'applied' GROUP BY assignment_id) last
     CROSS JOIN change v ON v.seq = last.version_seq
     WHERE coalesce(v.until_day, '${OPEN_END}') >= ? AND v.from_day <= ?`,
  );
  const tails: Tail[] = [];

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
    /** Along the chain from a line on: the version that was applied last; undefined: there was none. */
    settle(from: number | null): Version | undefined {
      let deleted = 0;
      for (let seq = from; seq !== null; ) {
        const found = line.get(seq);
        if (!found) return undefined;
        if (found.outcome === 'applied') {
          if (found.after !== null) return { ...found, deleted };
          deleted = 1;
        }
        seq = found.previous_seq;
      }
      return undefined;
    },
    /** Every version that held at a position and touches a range: reads the log from its beginning up to there. */
    fromBeginning: (position: number, range: DayRange): IterableIterator<Version> =>
      untilThen.iterate(position, ...daysToRead(range)),
  };
};

export type Versions = ReturnType<typeof createVersions>;
