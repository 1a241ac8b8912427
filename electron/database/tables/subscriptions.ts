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
  /** ISO 8601 as the provider said it. */
  validUntil: string | null;
  signatureFormat: SignatureFormat | null;
  state: StoredSubscriptionState;
  createdAtMs: number;
}

type Row = {
  id: number;
  secret: string;
  destination_url: string;
  webhook_id: string | null;
  sealed_key: string | null;
  valid_until: string | null;
  signature_format: string | null;
  state: StoredSubscriptionState;
  created_at_ms: number;
};

const toSubscription = (row: Row): StoredSubscription => ({
  id: row.id,
  secret: row.secret,
  destinationUrl: row.destination_url,
  webhookId: row.webhook_id,
  sealedKey: row.sealed_key,
  validUntil: row.valid_until,
  signatureFormat: row.signature_format ? (JSON.parse(row.signature_format) as SignatureFormat) : null,
  state: row.state,
  createdAtMs: row.created_at_ms,
});

/** What we know of each webhook we created. */
export const createSubscriptionStore = (db: WritableDb) => {
  const all = db.prepare<[], Row>('SELECT * FROM subscription ORDER BY id DESC');
  const honoured = db.prepare<[], Row>(`SELECT * FROM subscription WHERE state <> 'ended' ORDER BY id DESC`);
  const insert = db.prepare(
    `INSERT INTO subscription (secret, destination_url, state, created_at_ms) VALUES (?, ?, 'creating', ?)`,
  );
  const setCreated = db.prepare(`UPDATE subscription SET webhook_id = ?, sealed_key = ?, valid_until = ? WHERE id = ?`);
  const setValidUntil = db.prepare('UPDATE subscription SET valid_until = ? WHERE id = ?');
  const setState = db.prepare('UPDATE subscription SET state = ? WHERE id = ?');
  const end = db.prepare(`UPDATE subscription SET state = 'ended', ended_at_ms = ?, sealed_key = NULL WHERE id = ?`);
  const setSignatureFormat = db.prepare(
    'UPDATE subscription SET signature_format = ? WHERE id = ? AND signature_format IS NULL',
  );
  return {
    /** Newest first, ended ones included. */
    all: (): StoredSubscription[] => all.all().map(toSubscription),
    /** Those whose secret is accepted. */
    active: (): StoredSubscription[] => honoured.all().map(toSubscription),
    insert: (secret: string, destinationUrl: string, atMs: number): number =>
      Number(insert.run(secret, destinationUrl, atMs).lastInsertRowid),
    setCreated: (id: number, webhook: { webhookId: string; sealedKey: string | null; validUntil: string | null }) =>
      setCreated.run(webhook.webhookId, webhook.sealedKey, webhook.validUntil, id),
    setValidUntil: (id: number, validUntil: string | null) => setValidUntil.run(validUntil, id),
    setState: (id: number, state: StoredSubscriptionState) => setState.run(state, id),
    end: (id: number, atMs: number) => end.run(atMs, id),
    /** Stores the signature format, unless there is one. */
    setSignatureFormat: (id: number, format: SignatureFormat) => setSignatureFormat.run(JSON.stringify(format), id),
  };
};

export type SubscriptionStore = ReturnType<typeof createSubscriptionStore>;
