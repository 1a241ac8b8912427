import type { AssignmentId, PersonId } from '../../../shared/assignment.ts';
import type { ChangeEvent } from '../../../shared/change-event.ts';
import type { Day } from '../../../shared/time.ts';
import type { WritableDb } from '../database.ts';

/**
 * Why an event is not believed yet. unsigned: it came so; gone: it is signed, but the API said that the assignment is gone.
 * After the API was asked: older: it gave an earlier version; absent: it does not have the assignment; there: it still has
 * the deleted one; no-answer: asking failed for this assignment alone.
 */
export type HintReason = 'unsigned' | 'gone' | 'older' | 'absent' | 'there' | 'no-answer';

/** An assignment about which the API is to be asked. */
export interface Hint {
  assignmentId: AssignmentId;
  /** The newest version that was named. */
  changeVersion: string;
  /** Whether that version deletes the assignment. */
  deletes: boolean;
  /** Where the list may contain it; null for a deletion. */
  personId: PersonId | null;
  fromDay: Day | null;
  reason: HintReason;
  firstAtMs: number;
  /** How often the API was asked since it was last named. */
  attempts: number;
  overdue: boolean;
  /** The delivery that named it last. */
  deliveryId: number | null;
}

type Row = Omit<Hint, 'deletes' | 'overdue'> & { deletes: number; overdue: number };

const COLUMNS = `assignment_id AS assignmentId, change_version AS changeVersion, deletes, person_id AS personId,
  from_day AS fromDay, delivery_id AS deliveryId, reason, first_at_ms AS firstAtMs, attempts, overdue`;

/** What waits for the API's confirmation: one row per assignment, kept over restarts. */
export const createHintStore = (db: WritableDb) => {
  const insert = db.prepare(
    `INSERT INTO hint (assignment_id, change_version, deletes, delivery_id, person_id, from_day, reason, first_at_ms,
       last_at_ms, attempts, next_try_at_ms, overdue)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 0)
     ON CONFLICT (assignment_id) DO UPDATE SET
       last_at_ms = excluded.last_at_ms, attempts = 0, next_try_at_ms = excluded.next_try_at_ms, overdue = 0,
       delivery_id = excluded.delivery_id, reason = excluded.reason`,
  );
  // A version that is not newer causes another question, and does not lower what the answer is measured by.
  const raise = db.prepare(
    `UPDATE hint SET change_version = ?, deletes = ?, person_id = ?, from_day = ?
     WHERE assignment_id = ? AND change_version < ?`,
  );
  const due = db.prepare<[number, number], Row>(
    `SELECT ${COLUMNS} FROM hint WHERE next_try_at_ms <= ? ORDER BY last_at_ms DESC, assignment_id LIMIT ?`,
  );
  const next = db.prepare<[], { atMs: number | null }>('SELECT min(next_try_at_ms) AS atMs FROM hint');
  const count = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM hint');
  const settle = db.prepare('DELETE FROM hint WHERE assignment_id = ? AND change_version = ?');
  const defer = db.prepare(
    `UPDATE hint SET reason = ?, attempts = attempts + 1, next_try_at_ms = ?, overdue = max(overdue, ?)
     WHERE assignment_id = ? AND change_version = ? AND attempts = ?`,
  );
  const advance = db.prepare('UPDATE hint SET next_try_at_ms = ? WHERE next_try_at_ms > ?');
  const overdueDeliveries = db.prepare(
    `UPDATE delivery SET outcome = 'partly' WHERE outcome = 'waiting' AND id IN (SELECT delivery_id FROM hint WHERE overdue = 1)
       AND id NOT IN (SELECT delivery_id FROM hint WHERE overdue = 0 AND delivery_id IS NOT NULL)`,
  );
  const confirmedDeliveries = db.prepare(
    `UPDATE delivery SET outcome = 'confirmed' WHERE outcome = 'waiting'
       AND NOT EXISTS (SELECT 1 FROM hint WHERE delivery_id = delivery.id)`,
  );
  return {
    /** Waits from now on, or once more; asked about at once. */
    add(
      event: ChangeEvent,
      reason: HintReason,
      { deliveryId, atMs }: { deliveryId: number | null; atMs: number },
    ): void {
      const { id, changeVersion } = event;
      const deletes = event.kind === 'delete' ? 1 : 0;
      const personId = event.kind === 'upsert' ? event.fields.personId : null;
      const fromDay = event.kind === 'upsert' ? event.fields.from : null;
      insert.run(id, changeVersion, deletes, deliveryId, personId, fromDay, reason, atMs, atMs, atMs);
      raise.run(changeVersion, deletes, personId, fromDay, id, changeVersion);
    },
    /** Those to ask about, the newest first: what comes in now is not held up by what cannot be confirmed. */
    due: (nowMs: number, limit: number): Hint[] =>
      due.all(nowMs, limit).map((row) => ({ ...row, deletes: row.deletes === 1, overdue: row.overdue === 1 })),
    /** When the next one is due; null when none waits. */
    nextTryAtMs: (): number | null => next.get()?.atMs ?? null,
    count: (): number => count.get()?.n ?? 0,
    /** What it names is known. Another version that was named meanwhile stays. */
    settle: ({ assignmentId, changeVersion }: Hint) => settle.run(assignmentId, changeVersion),
    /** Not confirmed this time. `overdue`: from now on it no longer counts as waiting. */
    defer: (
      { assignmentId, changeVersion, attempts }: Hint,
      reason: HintReason,
      nextTryAtMs: number,
      overdue: boolean,
    ) => defer.run(reason, nextTryAtMs, overdue ? 1 : 0, assignmentId, changeVersion, attempts),
    /** Nothing is due later than this: the clock was set back. */
    limitNextTry: (latestMs: number) => advance.run(latestMs, latestMs),
    /** Deliveries of which nothing waits any more are `confirmed`; `partly`, when something of them is overdue. */
    settleDeliveries(): void {
      overdueDeliveries.run();
      confirmedDeliveries.run();
    },
  };
};

export type HintStore = ReturnType<typeof createHintStore>;
