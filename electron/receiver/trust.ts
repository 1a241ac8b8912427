/** How a subscription's deliveries are signed, once one was recognised. */
export interface SignatureFormat {
  /** Header name in lower case. */
  header: string;
  digest: 'sha256' | 'sha512' | 'sha1';
  encoding: 'hex' | 'base64' | 'base64url';
  /** What is signed; id and timestamp come from the named headers, or from the same header's `t=`. */
  content: { kind: 'body' | 'timestamp.body' | 'id.timestamp.body'; idHeader?: string; timestampHeader?: string };
  /** How the key text becomes the HMAC key. */
  key: 'text' | 'base64' | 'hex';
}
