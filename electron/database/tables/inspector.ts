import type { AssignmentFields } from '../../../shared/assignment.ts';
import type { ChangeEntry, ShiftContent } from '../../../shared/change-event.ts';
import type { Gap } from '../../../shared/connection.ts';
import type { DeliveryOutcome, DeliverySummary } from '../../../shared/delivery.ts';
import type { ReadableDb } from '../database.ts';
import { type ChangeRow, toEntry, versionFields } from './change-log.ts';
import { GAP } from './gaps.ts';

/** A stored delivery. */
export interface StoredDelivery extends DeliverySummary {
  headers: Record<string, string>;
  body: Uint8Array;
}

/** A line of the log with everything that is stored about it. */
export interface InspectedLine {
  entry: ChangeEntry;
  /** All fields of this version, and of the one before it. */
  fields: AssignmentFields | null;
  before: AssignmentFields | null;
  raw: Record<string, unknown> | null;
  delivery: StoredDelivery | null;
}

const fieldsOf = (row: ChangeRow | undefined): AssignmentFields | null =>
  (row && versionFields(row.after, row.is_rejected)) ?? null;

/** Whether a delivery was not recognised, or only partly. */
const isUnclear = (outcome: DeliveryOutcome): boolean => outcome === 'partly' || outcome === 'unrecognised';
const SUMMARY = 'id, received_at_ms AS receivedAtMs, trust, outcome, length(body) AS bytes';

/** Details of single lines and deliveries. */
export const createInspector = (db: ReadableDb) => {
  const listOf = (condition: string) =>
    db.prepare<[string, number, number], DeliverySummary>(
      `SELECT ${SUMMARY} FROM delivery WHERE ${condition} AND outcome IN (SELECT value FROM json_each(?)) AND id < ?
       ORDER BY id DESC LIMIT ?`,
    );
  const list = listOf('TRUE');
  // The same condition as in the partial index, so that SQLite uses it and does not read the other deliveries.
  const listUnclear = listOf(`outcome IN ('partly', 'unrecognised')`);
  const all = db.prepare<[number, number], DeliverySummary>(
    `SELECT ${SUMMARY} FROM delivery WHERE id < ? ORDER BY id DESC LIMIT ?`,
  );
  const one = db.prepare<[number], DeliverySummary & { headers: string; body: Buffer }>(
    `SELECT ${SUMMARY}, headers, body FROM delivery WHERE id = ?`,
  );
  const line = db.prepare<[number], ChangeRow & { previous_seq: number | null }>('SELECT * FROM change WHERE seq = ?');
  // For a deletion, the previous version.
  const shifts = db.prepare<[string], { seq: number; after: string | null }>(
    `SELECT c.seq, coalesce(c.after, (SELECT p.after FROM change p WHERE p.seq = c.previous_seq)) AS after
     FROM json_each(?) s CROSS JOIN change c ON c.seq = s.value`,
  );
  const gaps = db.prepare<[number, number], Gap>(
    `SELECT ${GAP} FROM gap WHERE coalesce(until_ms, 9e15) >= ? AND from_ms <= ? ORDER BY id DESC LIMIT 1000`,
  );

  const delivery = (id: number): StoredDelivery | undefined => {
    const row = one.get(id);
    return row && { ...row, headers: JSON.parse(row.headers) as Record<string, string> };
  };

  return {
    /** Newest first. */
    deliveries: (request: {
      outcomes?: readonly DeliveryOutcome[] | undefined;
      beforeId?: number | undefined;
      limit: number;
    }) => {
      const { outcomes, beforeId = Number.MAX_SAFE_INTEGER, limit } = request;
      const chosen = outcomes?.every(isUnclear) ? listUnclear : list;
      const rows = outcomes ? chosen.all(JSON.stringify(outcomes), beforeId, limit + 1) : all.all(beforeId, limit + 1);
      const deliveries = rows.slice(0, limit);
      return { deliveries, nextBefore: rows.length > limit ? (deliveries.at(-1)?.id ?? null) : null };
    },
    delivery,
    /** A line of the log with the provider's own object and its delivery. */
    line: (seq: number): InspectedLine | undefined => {
      const row = line.get(seq);
      if (!row) return undefined;
      return {
        entry: toEntry(row),
        fields: fieldsOf(row),
        before: row.previous_seq === null ? null : fieldsOf(line.get(row.previous_seq)),
        raw: row.after === null ? null : (JSON.parse(row.after) as Record<string, unknown>),
        delivery: (row.delivery_id !== null && delivery(row.delivery_id)) || null,
      };
    },
    /** Activities and comments of the shifts of some lines. */
    shifts: (seqs: readonly number[]): ShiftContent[] =>
      shifts.all(JSON.stringify(seqs)).flatMap(({ seq, after }) => {
        const fields = versionFields(after, null);
        return fields ? [{ seq, activities: fields.activities, comments: fields.comments }] : [];
      }),
    /** Gaps that touch a period, newest first. */
    gaps: (fromMs: number, untilMs: number): Gap[] => gaps.all(fromMs, untilMs),
  };
};

export type Inspector = ReturnType<typeof createInspector>;
