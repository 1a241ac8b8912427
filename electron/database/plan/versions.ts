import type { Assignment, AssignmentId } from '../../../shared/assignment.ts';
import type { DayRange } from '../../../shared/time.ts';
import type { ReadableDb } from '../database.ts';
import { OPEN_END } from '../tables/assignments.ts';
import { type ChangeRow, versionFields } from '../tables/change-log.ts';
import { daysToRead } from './timeline-rows.ts';

/** The line of the log that described an assignment at some time. */
export type Version = ChangeRow & {
  previous_seq: number | null;
  /** 1: it was deleted by then, and this is its last version. */
  deleted: number;
};

/** A version as an assignment of the plan at that time. */
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

/** For each assignment with lines after a position, the line before the first of those; null: it is new since. */
type Tail = { readonly position: number; upTo: number; readonly before: Map<AssignmentId, number | null> };

/** Number of cached positions: a slider that moves back and forth requests the same few. */
const TAILS = 4;

/**
 * Which version of an assignment was current at a position of the log, from the log alone. The lines about one assignment are
 * a chain from its newest to its oldest.
 */
export const createVersions = (db: ReadableDb) => {
  const line = db.prepare<[number], Omit<Version, 'deleted'>>('SELECT * FROM change WHERE seq = ?');
  // A duplicate is not part of the chain. The columns besides min() are those of the line with the minimum.
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
    /** Assignments with lines after a position, and the line before the first of those. Cached; later calls read only new lines. */
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
    /** The last applied version, along the chain from a line on; undefined: there is none. */
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
    /** Every version that was current at a position and touches a range: reads the log from its beginning up to there. */
    fromBeginning: (position: number, range: DayRange): IterableIterator<Version> =>
      untilThen.iterate(position, ...daysToRead(range)),
  };
};

export type Versions = ReturnType<typeof createVersions>;
