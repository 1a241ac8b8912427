/** How a key's text becomes the bytes that sign; `prefixed-`: after a marker such as `whsec_` was taken off. */
export type KeyEncoding = 'text' | 'base64' | 'hex' | 'prefixed-text' | 'prefixed-base64' | 'prefixed-hex';

/** How a subscription's deliveries are signed, as the last one that was recognised showed. */
export interface SignatureFormat {
  /** Header name in lower case. */
  header: string;
  digest: 'sha256' | 'sha512' | 'sha1';
  /** hex in either case; base64 in either alphabet, padded or not: one value rarely tells which of them it is. */
  encoding: 'hex' | 'base64';
  /** What is signed; id and timestamp come from the named headers, or from the same header's `t=` and `id=`. */
  content: { kind: 'body' | 'timestamp.body' | 'id.timestamp.body'; idHeader?: string; timestampHeader?: string };
  /** How the key text becomes the HMAC key. */
  key: KeyEncoding;
}
