import type { IncomingHttpHeaders } from 'node:http';
import { recogniseFormat } from './signature-detection.ts';
import type { SignatureFormat } from './signature-format.ts';
import { macOf, spells } from './signature-mac.ts';
import { tokensOf } from './signature-tokens.ts';
import { headerText, ownId, ownTimestamp, signedPrefix } from './signed-content.ts';
import { keyIn } from './signing-key.ts';

export interface SigningKey {
  /** As the provider gave it. */
  key: string;
  /** Null until a delivery taught us. */
  format: SignatureFormat | null;
}

/** unsigned: nothing where the signature belongs; wrong-signature: something, but not made with our key. */
export type RefusalReason = 'unsigned' | 'wrong-signature';

export type Trust =
  | { kind: 'signed'; learned?: SignatureFormat }
  | { kind: 'unverified' }
  | { kind: 'refused'; reason: RefusalReason };

const SIGNED: Trust = { kind: 'signed' };
const UNVERIFIED: Trust = { kind: 'unverified' };
const UNSIGNED: Trust = { kind: 'refused', reason: 'unsigned' };
const WRONG: Trust = { kind: 'refused', reason: 'wrong-signature' };

/**
 * Whether whoever sent these bytes has the key. With a known format: one HMAC, compared in constant time.
 * Without: every header is searched for a value only the key's holder can make, within the bounds that
 * `recogniseFormat` states; the delivery that has one says how the next ones are signed. Pure; keeps no state.
 */
export const judge = (body: Buffer, headers: IncomingHttpHeaders, { key, format }: SigningKey): Trust => {
  if (format) return judgeKnown(body, headers, key, format);
  const learned = recogniseFormat(body, headers, key);
  return learned ? { kind: 'signed', learned } : UNVERIFIED;
};

const judgeKnown = (body: Buffer, headers: IncomingHttpHeaders, key: string, format: SignatureFormat): Trust => {
  const value = headerText(headers, format.header);
  if (value === undefined) return UNSIGNED;
  const tokens = tokensOf(format, value);
  const prefix = knownPrefix(headers, value, format.content);
  const secret = keyIn(format.key, key);
  if (tokens.length === 0 || prefix === undefined || secret === undefined) return UNSIGNED;
  const mac = macOf(format, secret, prefix, body);
  return tokens.some((token) => spells(token, mac, format.encoding)) ? SIGNED : WRONG;
};

const knownPrefix = (
  headers: IncomingHttpHeaders,
  value: string,
  { kind, idHeader, timestampHeader }: SignatureFormat['content'],
): string | undefined => {
  if (kind === 'body') return '';
  const timestamp = timestampHeader ? headerText(headers, timestampHeader) : ownTimestamp(value);
  if (kind === 'timestamp.body') return signedPrefix(timestamp);
  return signedPrefix(idHeader ? headerText(headers, idHeader) : ownId(value), timestamp);
};
