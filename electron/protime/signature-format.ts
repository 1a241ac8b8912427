/** How the text of a key is decoded to the HMAC key; `prefixed-`: after removing a prefix such as `whsec_`. */
export type KeyEncoding = 'text' | 'base64' | 'hex' | 'prefixed-text' | 'prefixed-base64' | 'prefixed-hex';

/** How the deliveries of a subscription are signed, learned from the last signature that was recognised. */
export interface SignatureFormat {
  /** Header name in lower case. */
  header: string;
  digest: 'sha256' | 'sha512' | 'sha1';
  /** hex in upper or lower case; base64 in either alphabet, padded or not: a single value rarely shows which. */
  encoding: 'hex' | 'base64';
  /** What is signed; id and timestamp come from the named headers, or from `t=` and `id=` in the signature header. */
  content: { kind: 'body' | 'timestamp.body' | 'id.timestamp.body'; idHeader?: string; timestampHeader?: string };
  /** How the text of the key is decoded. */
  key: KeyEncoding;
}
