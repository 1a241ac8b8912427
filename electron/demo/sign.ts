import { createHmac, randomUUID } from 'node:crypto';

/** How deliveries are signed. Protime's signature format is not documented, so all of these can be chosen. */
export interface SignatureFormat {
  readonly header: string;
  /** Text before the value, e.g. `sha256=` or `v1,`. */
  readonly prefix: string;
  readonly digest: 'sha256' | 'sha512' | 'sha1';
  readonly encoding: 'hex' | 'base64' | 'base64url';
  readonly content: 'body' | 'timestamp.body' | 'id.timestamp.body';
  /** How the text of the key becomes the HMAC key: unchanged, or decoded. */
  readonly key: 'text' | 'base64' | 'hex';
}

export const DEFAULT_SIGNATURE: SignatureFormat = {
  header: 'X-Protime-Signature',
  prefix: 'sha256=',
  digest: 'sha256',
  encoding: 'hex',
  content: 'body',
  key: 'text',
};

/** The headers that sign `body` with `key`, including id and timestamp if they are part of the signed content. */
export const signatureHeaders = (
  format: SignatureFormat,
  key: string,
  body: string,
  nowMs: number,
): Record<string, string> => {
  const id = randomUUID();
  const timestamp = String(Math.floor(nowMs / 1000));
  const parts = { body: [body], 'timestamp.body': [timestamp, body], 'id.timestamp.body': [id, timestamp, body] };
  const bytes = Buffer.from(key, format.key === 'text' ? 'utf8' : format.key);
  const value = createHmac(format.digest, bytes).update(parts[format.content].join('.')).digest(format.encoding);
  return {
    [format.header]: `${format.prefix}${value}`,
    ...(format.content !== 'body' && { 'X-Protime-Timestamp': timestamp }),
    ...(format.content === 'id.timestamp.body' && { 'X-Protime-Delivery': id }),
  };
};
