import type { SignatureFormat } from './signature-format.ts';

/** One POST on the secret path that passed the receiver's checks. */
export interface Delivery {
  /** Local id of the subscription whose secret path was used. */
  subscriptionId: number;
  /** Exactly as received. */
  body: Buffer;
  /** Names in lower case; only what helps to explain a delivery later. */
  headers: Record<string, string>;
  trust: 'signed' | 'unverified';
  /** Set on the delivery that taught us how this subscription is signed. */
  learned?: SignatureFormat;
  receivedAtMs: number;
}
