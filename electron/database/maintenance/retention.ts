import type { Day } from '../../../shared/time.ts';
import type { WritableDb } from '../database.ts';

/** Limits of a step, so that it takes less than 20 ms: rows read, bytes of bodies deleted, and time. */
const ROWS_PER_STEP = 50;
const BYTES_PER_STEP = 1_000_000;
export const STEP_MS = 5;

/** Result of a step; `next` is where the next one begins, undefined when nothing is left. */
export interface RetentionStep {
  deleted: number;
  next: number | undefined;
}

/** Deletes old data in small steps, so that answers to Protime are not delayed. */
export const createRetention = (db: WritableDb, now: () => number = () => performance.now()) => {
  const oldDeliveries = db.prepare<[number, number, number], { id: number; bytes: number }>(
    `SELECT id, length(body) AS bytes FROM (SELECT * FROM delivery WHERE id > ? ORDER BY id LIMIT ?)
     WHERE received_at_ms < ?`,
  );
  const deleteDelivery = db.prepare('DELETE FROM delivery WHERE id = ?');
  const oldChanges = db.prepare<[Day, number, number, number], { seq: number; isNeeded: number }>(
    `SELECT seq, EXISTS (SELECT 1 FROM assignment a
         WHERE a.id = c.assignment_id AND a.seq = c.seq AND a.deleted = 0 AND a.last_day >= ?)
       OR EXISTS (SELECT 1 FROM rejection r WHERE r.assignment_id = c.assignment_id AND r.state <> 'withdrawn') AS isNeeded
     FROM (SELECT seq, assignment_id, seen_at_ms FROM change WHERE seq > ? ORDER BY seq LIMIT ?) c
     WHERE seen_at_ms < ? AND seq < (SELECT max(seq) FROM change)`,
  );
  const deleteChange = db.prepare('DELETE FROM change WHERE seq = ?');
  const deleteTombstones = db.prepare(
    `DELETE FROM assignment WHERE id IN
       (SELECT id FROM assignment WHERE id > ? AND id <= ? AND deleted = 1 AND seen_at_ms < ?)`,
  );
  const deleteWithdrawn = db.prepare(
    `DELETE FROM rejection WHERE id > ? AND id <= ? AND state = 'withdrawn' AND withdrawn_at_ms < ?`,
  );
  const nextIn = (table: 'assignment' | 'rejection') =>
    db.prepare<[number, number], { id: number | null }>(
      `SELECT max(id) AS id FROM (SELECT id FROM ${table} WHERE id > ? ORDER BY id LIMIT ?)`,
    );
  const nextAssignment = nextIn('assignment');
  const nextRejection = nextIn('rejection');

  return {
    /** Raw deliveries received before a time, also of those that wait: what is asked about is kept apart from its body. */
    deliveries(beforeMs: number, after: number): RetentionStep {
      const endMs = now() + STEP_MS;
      const old = oldDeliveries.all(after, ROWS_PER_STEP, beforeMs);
      let [bytes, deleted, last] = [0, 0, after];
      for (const row of old) {
        if (bytes > BYTES_PER_STEP || (last > after && now() > endMs)) break;
        last = row.id;
        deleteDelivery.run(row.id);
        bytes += row.bytes;
        deleted += 1;
      }
      return { deleted, next: old.length > 0 ? last : undefined };
    },
    /**
     * Log lines seen before a time, except lines that the plan from `fromDay` on depends on, and all lines of
     * assignments with a rejection that is not withdrawn.
     */
    changes(beforeMs: number, fromDay: Day, after: number): RetentionStep {
      const endMs = now() + STEP_MS;
      const old = oldChanges.all(fromDay, after, ROWS_PER_STEP, beforeMs);
      let [deleted, last] = [0, after];
      for (const { seq, isNeeded } of old) {
        if (last > after && now() > endMs) break;
        last = seq;
        if (isNeeded === 1) continue;
        deleteChange.run(seq);
        deleted += 1;
      }
      return { deleted, next: old.length > 0 ? last : undefined };
    },
    /** Rows of assignments that were deleted before a time: late versions of them are not expected any more. */
    tombstones(beforeMs: number, after: number): RetentionStep {
      const last = nextAssignment.get(after, ROWS_PER_STEP)?.id ?? undefined;
      if (last === undefined) return { deleted: 0, next: undefined };
      return { deleted: deleteTombstones.run(after, last, beforeMs).changes, next: last };
    },
    /** Rejections that were withdrawn before a time. */
    rejections(beforeMs: number, after: number): RetentionStep {
      const last = nextRejection.get(after, ROWS_PER_STEP)?.id ?? undefined;
      if (last === undefined) return { deleted: 0, next: undefined };
      return { deleted: deleteWithdrawn.run(after, last, beforeMs).changes, next: last };
    },
  };
};
