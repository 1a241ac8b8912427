import type { SignatureFormat } from '../../protime/signature-format.ts';
import type { WritableDb } from '../database.ts';

/** One POST on the secret path that passed the receiver's checks. */
export interface Delivery {
  /** Local id of the subscription whose secret path was used. */
  subscriptionId: number;
  /** Exactly as received. */
  body: Buffer;
  /** Names in lower case; only those that help to explain a delivery later. */
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

/** The raw deliveries, as received. */
export const createDeliveryStore = (db: WritableDb) => {
  const insert = db.prepare(
    `INSERT INTO delivery (subscription_id, received_at_ms, trust, outcome, headers, body) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const waiting = db.prepare<[number], Omit<WaitingDelivery, 'headers'> & { headers: string }>(
    `SELECT id, received_at_ms AS receivedAtMs, headers, body FROM delivery WHERE outcome = 'waiting' ORDER BY id LIMIT ?`,
  );
  const waitingCount = db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM delivery WHERE outcome = 'waiting'`);
  const oldestWaiting = db.prepare<[], { atMs: number }>(
    `SELECT received_at_ms AS atMs FROM delivery WHERE outcome = 'waiting' ORDER BY id LIMIT 1`,
  );
  const setOutcome = db.prepare('UPDATE delivery SET outcome = ? WHERE id = ?');
  const hasBody = db
    .prepare<[number, number, Buffer], number>(
      'SELECT 1 FROM delivery WHERE id = ? AND subscription_id = ? AND body = ?',
    )
    .pluck();
  return {
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
    /** Whether a stored delivery of this subscription has this body. */
    hasBody: (id: number, subscriptionId: number, body: Buffer): boolean =>
      hasBody.get(id, subscriptionId, body) !== undefined,
    /** Unverified deliveries the API has not confirmed yet, oldest first. */
    waiting: (limit: number): WaitingDelivery[] =>
      waiting.all(limit).map((row) => ({ ...row, headers: JSON.parse(row.headers) as Record<string, string> })),
    waitingCount: (): number => waitingCount.get()?.n ?? 0,
    /** When the oldest of them was received; null when there is none. */
    oldestWaitingAtMs: (): number | null => oldestWaiting.get()?.atMs ?? null,
    setOutcome: (id: number, outcome: DeliveryOutcome) => setOutcome.run(outcome, id),
  };
};

export type DeliveryStore = ReturnType<typeof createDeliveryStore>;
