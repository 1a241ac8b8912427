import { createHmac, randomUUID } from 'node:crypto';

/** How deliveries are signed. Protime's own way is not public, so it can be any of these. */
export interface SignatureFormat {
  readonly header: string;
  /** In front of the value: `sha256=`, `v1,` … */
  readonly prefix: string;
  readonly digest: 'sha256' | 'sha512' | 'sha1';
  readonly encoding: 'hex' | 'base64' | 'base64url';
  readonly content: 'body' | 'timestamp.body' | 'id.timestamp.body';
  /** How the key text becomes the HMAC key: as it is, or decoded. */
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

/** The headers that sign `body` with `key`, with the id and timestamp where they are signed, too. */
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
