import type { SignatureFormat } from '../../protime/signature-format.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** One POST on the secret path that passed the receiver's checks. */
export interface Delivery {
  /** Local id of the subscription whose secret path was used. */
  subscriptionId: number;
  /** Exactly as received. */
  body: Buffer;
  /** Only headers that help to analyse a delivery later; names in lower case. */
  headers: Record<string, string>;
  trust: 'signed' | 'unverified';
  /** Set on a delivery from which the signature format was learned, first or once more. */
  learnedFormat?: SignatureFormat;
  receivedAtMs: number;
}

export type DeliveryOutcome = 'processed' | 'waiting' | 'confirmed' | 'partly' | 'unrecognised';

export interface WaitingDelivery extends Pick<Delivery, 'receivedAtMs' | 'body' | 'headers'> {
  id: number;
}

const WAITING = `SELECT received_at_ms AS atMs FROM delivery WHERE outcome = 'waiting'
  UNION ALL SELECT first_at_ms FROM hint WHERE overdue = 0
    AND NOT EXISTS (SELECT 1 FROM delivery WHERE id = hint.delivery_id AND outcome = 'waiting')`;

/** Reads what waits: unverified deliveries, and signed events the API contradicts, that it has not confirmed yet. */
export const createDeliveryReader = (db: ReadableDb) => {
  const nextUnasked = db.prepare<[number], Omit<WaitingDelivery, 'headers'> & { headers: string }>(
    `SELECT id, received_at_ms AS receivedAtMs, headers, body FROM delivery d
     WHERE outcome = 'waiting' AND id > ? AND NOT EXISTS (SELECT 1 FROM hint WHERE delivery_id = d.id) ORDER BY id LIMIT 1`,
  );
  const waiting = db.prepare<[], { count: number; sinceMs: number | null }>(
    `SELECT count(*) AS count, min(atMs) AS sinceMs FROM (${WAITING})`,
  );
  return {
    /** The next delivery, after an id, that waits although the API is not asked about it: stored by an earlier version. */
    nextUnasked(afterId: number): WaitingDelivery | undefined {
      const row = nextUnasked.get(afterId);
      return row && { ...row, headers: JSON.parse(row.headers) as Record<string, string> };
    },
    /** How many wait, and since when the oldest does; null when none waits. */
    waiting: (): { count: number; sinceMs: number | null } => waiting.get() ?? { count: 0, sinceMs: null },
  };
};

/** The raw deliveries, as received. */
export const createDeliveryStore = (db: WritableDb) => {
  const insert = db.prepare(
    `INSERT INTO delivery (subscription_id, received_at_ms, trust, outcome, headers, body) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const setOutcome = db.prepare('UPDATE delivery SET outcome = ? WHERE id = ?');
  const hasBody = db
    .prepare<[number, number, Buffer], number>(
      `SELECT 1 FROM delivery WHERE id = ? AND subscription_id = ? AND body = ? AND outcome <> 'unrecognised'`,
    )
    .pluck();
  return {
    ...createDeliveryReader(db),
    /** Stores the raw delivery; returns its id. */
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
    /** Whether a delivery of this subscription that was processed has this body. */
    hasBody: (id: number, subscriptionId: number, body: Buffer): boolean =>
      hasBody.get(id, subscriptionId, body) !== undefined,
    setOutcome: (id: number, outcome: DeliveryOutcome) => setOutcome.run(outcome, id),
  };
};

export type DeliveryStore = ReturnType<typeof createDeliveryStore>;
