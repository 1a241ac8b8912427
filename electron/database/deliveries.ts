import type { Delivery } from '../receiver/delivery.ts';
import type { ReadableDb, WritableDb } from './database.ts';

export type DeliveryOutcome = 'processed' | 'waiting' | 'confirmed' | 'partly' | 'unrecognised';

export interface WaitingDelivery {
  id: number;
  receivedAtMs: number;
  body: Buffer;
}

export const countWaiting = (db: ReadableDb): number =>
  db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM delivery WHERE outcome = 'waiting'`).get()?.n ?? 0;

/** The raw deliveries, as they came in. */
export const createDeliveryStore = (db: WritableDb) => {
  const insert = db.prepare(
    `INSERT INTO delivery (subscription_id, received_at_ms, trust, outcome, headers, body) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const waiting = db.prepare<[number], { id: number; received_at_ms: number; body: Buffer }>(
    `SELECT id, received_at_ms, body FROM delivery WHERE outcome = 'waiting' ORDER BY id LIMIT ?`,
  );
  const setOutcome = db.prepare('UPDATE delivery SET outcome = ? WHERE id = ?');
  const prune = db.prepare(
    `DELETE FROM delivery WHERE id IN (
       SELECT id FROM delivery WHERE received_at_ms < ? AND outcome <> 'waiting' ORDER BY id LIMIT ?)`,
  );
  return {
    /** Keeps the raw delivery and says its id. */
    append: (delivery: Delivery, outcome: DeliveryOutcome): number =>
      Number(
        insert.run(
          delivery.subscriptionId,
          delivery.receivedAtMs,
          delivery.trust,
          outcome,
          JSON.stringify(delivery.headers),
          delivery.body,
        ).lastInsertRowid,
      ),
    /** Unverified deliveries the API has not confirmed yet, oldest first. */
    waiting: (limit: number): WaitingDelivery[] =>
      waiting.all(limit).map((row) => ({ id: row.id, receivedAtMs: row.received_at_ms, body: row.body })),
    waitingCount: (): number => countWaiting(db),
    setOutcome: (id: number, outcome: DeliveryOutcome) => setOutcome.run(outcome, id),
    /** Deletes at most `limit` deliveries received before a moment; says how many. */
    prune: (beforeMs: number, limit: number): number => prune.run(beforeMs, limit).changes,
  };
};

export type DeliveryStore = ReturnType<typeof createDeliveryStore>;
