import type { Assignment, AssignmentId } from '../../../shared/assignment.ts';
import type { DayRange } from '../../../shared/time.ts';
import type { ReadableDb } from '../database.ts';
import { OPEN_END } from '../tables/assignments.ts';
import { type ChangeRow, versionFields } from '../tables/change-log.ts';
import { daysToRead } from './timeline-rows.ts';

/** The line of the log that described an assignment at some time. */
export type Version = ChangeRow & {
  previous_seq: number | null;
  /** 1: the assignment was deleted at that time, and this is its last version. */
  deleted: number;
};

/** The assignment of the plan at that time; undefined when the version has no valid fields. */
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

/**
 * The assignments with lines after `position`, read up to the line `upTo`. `before`: for each of them its last line at that
 * position; null: it is newer.
 */
type ChangesSince = { readonly position: number; upTo: number; readonly before: Map<AssignmentId, number | null> };

/** Number of cached positions: a slider that moves back and forth requests the same few positions. */
const MAX_CACHED_POSITIONS = 4;

/**
 * Finds the versions of assignments that were current at a position of the log. The lines about one assignment form a chain
 * from the newest to the oldest.
 */
export const createVersions = (db: ReadableDb) => {
  const line = db.prepare<[number], Omit<Version, 'deleted'>>('SELECT * FROM change WHERE seq = ?');
  // A duplicate is not part of the chain. The columns besides min() are those of the line with the minimum.
  const later = db.prepare<[number, number], { id: number; seq: number; before: number | null }>(
    `SELECT assignment_id AS id, min(seq) AS seq, previous_seq AS before FROM change
     WHERE seq > ? AND seq <= ? AND outcome <> 'duplicate' GROUP BY assignment_id`,
  );
  const currentAt = db.prepare<[number, string, string], Version>(
    `SELECT v.*, last.seq > v.seq AS deleted
     FROM (SELECT max(seq) AS seq, max(seq) FILTER (WHERE after IS NOT NULL) AS version_seq
           FROM change WHERE seq <= ? AND outcome = 'applied' GROUP BY assignment_id) last
     CROSS JOIN change v ON v.seq = last.version_seq
     WHERE coalesce(v.until_day, '${OPEN_END}') >= ? AND v.from_day <= ?`,
  );
  const cached: ChangesSince[] = [];

  return {
    /**
     * The assignments with lines after a position, each with its last line at that position. Cached; later calls read only new
     * lines.
     */
    changedSince(position: number, lastSeq: number): ReadonlyMap<AssignmentId, number | null> {
      const known = cached.find((changes) => changes.position === position);
      const changes: ChangesSince = known ?? { position, upTo: position, before: new Map() };
      if (!known) cached.push(changes);
      if (cached.length > MAX_CACHED_POSITIONS) cached.shift();
      if (changes.upTo < lastSeq)
        for (const { id, before } of later.iterate(changes.upTo, lastSeq))
          if (!changes.before.has(id)) changes.before.set(id, before);
      changes.upTo = lastSeq;
      return changes.before;
    },
    /** The newest applied version in the chain from a line backwards; undefined: there is none. */
    lastAppliedFrom(from: number | null): Version | undefined {
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
    /** All versions in a range that were current at a position. Reads the log from its beginning to the position. */
    fromBeginning: (position: number, range: DayRange): IterableIterator<Version> =>
      currentAt.iterate(position, ...daysToRead(range)),
  };
};

export type Versions = ReturnType<typeof createVersions>;
