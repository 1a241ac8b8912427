import type { SignatureFormat } from '../../protime/signature-format.ts';
import type { WritableDb } from '../database.ts';

/**
 * creating: its secret is accepted, the provider has not answered yet; live: in use; retiring: replaced by a newer one,
 * still accepted; ended: deleted at the provider.
 */
export type StoredSubscriptionState = 'creating' | 'live' | 'retiring' | 'ended';

export interface StoredSubscription {
  id: number;
  secret: string;
  destinationUrl: string;
  webhookId: string | null;
  sealedKey: string | null;
  /** ISO 8601 as the provider sent it. */
  validUntil: string | null;
  signatureFormat: SignatureFormat | null;
  state: StoredSubscriptionState;
  createdAtMs: number;
}

type Row = Omit<StoredSubscription, 'signatureFormat'> & { signatureFormat: string | null };

const SELECT = `SELECT id, secret, destination_url AS destinationUrl, webhook_id AS webhookId, sealed_key AS sealedKey,
  valid_until AS validUntil, signature_format AS signatureFormat, state, created_at_ms AS createdAtMs FROM subscription`;

const toSubscription = (row: Row): StoredSubscription => ({
  ...row,
  signatureFormat: row.signatureFormat ? (JSON.parse(row.signatureFormat) as SignatureFormat) : null,
});

/** The webhooks that this app created. */
export const createSubscriptionStore = (db: WritableDb) => {
  const all = db.prepare<[], Row>(`${SELECT} ORDER BY id DESC`);
  const active = db.prepare<[], Row>(`${SELECT} WHERE state <> 'ended' ORDER BY id DESC`);
  const insert = db.prepare(
    `INSERT INTO subscription (secret, destination_url, state, created_at_ms) VALUES (?, ?, 'creating', ?)`,
  );
  const setCreated = db.prepare(`UPDATE subscription SET webhook_id = ?, sealed_key = ?, valid_until = ? WHERE id = ?`);
  const setValidUntil = db.prepare('UPDATE subscription SET valid_until = ? WHERE id = ?');
  const setState = db.prepare('UPDATE subscription SET state = ? WHERE id = ?');
  const end = db.prepare(`UPDATE subscription SET state = 'ended', ended_at_ms = ?, sealed_key = NULL WHERE id = ?`);
  const setSignatureFormat = db.prepare('UPDATE subscription SET signature_format = ? WHERE id = ?');
  return {
    /** Newest first, ended ones included. */
    all: (): StoredSubscription[] => all.all().map(toSubscription),
    /** Subscriptions whose deliveries are accepted, newest first. */
    active: (): StoredSubscription[] => active.all().map(toSubscription),
    insert: (secret: string, destinationUrl: string, atMs: number): number =>
      Number(insert.run(secret, destinationUrl, atMs).lastInsertRowid),
    setCreated: (id: number, webhook: { webhookId: string; sealedKey: string | null; validUntil: string | null }) =>
      setCreated.run(webhook.webhookId, webhook.sealedKey, webhook.validUntil, id),
    setValidUntil: (id: number, validUntil: string | null) => setValidUntil.run(validUntil, id),
    setState: (id: number, state: StoredSubscriptionState) => setState.run(state, id),
    end: (id: number, atMs: number) => end.run(atMs, id),
    /** Stores the signature format in place of an earlier one. */
    setSignatureFormat: (id: number, format: SignatureFormat) => setSignatureFormat.run(JSON.stringify(format), id),
  };
};

export type SubscriptionStore = ReturnType<typeof createSubscriptionStore>;
