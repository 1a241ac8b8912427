import type { IncomingHttpHeaders } from 'node:http';
import type { SignatureFormat } from '../protime/signature-format.ts';
import { detectSignatureFormat } from './signature-detection.ts';
import { computeMac, matchesMac } from './signature-mac.ts';
import { tokensOf } from './signature-tokens.ts';
import { beginsLikeJson, beginsLikeSignedPrefix, isTimestamp } from './signed-boundary.ts';
import { embeddedId, embeddedTimestamp, headerText, signedPrefix } from './signed-content.ts';
import { decodeKey } from './signing-key.ts';

export interface SigningKey {
  /** As the provider gave it. */
  key: string;
  /** null until it is learned from a delivery. */
  format: SignatureFormat | null;
}

/** unsigned: no signature where earlier deliveries had one. wrong-signature: one that was not made with our key. */
export type RefusalReason = 'unsigned' | 'wrong-signature';

export type Trust =
  | { kind: 'signed'; learnedFormat?: SignatureFormat }
  | { kind: 'unverified' }
  | { kind: 'refused'; reason: RefusalReason };

const SIGNED: Trust = { kind: 'signed' };
const UNVERIFIED: Trust = { kind: 'unverified' };
const UNSIGNED: Trust = { kind: 'refused', reason: 'unsigned' };
const WRONG_SIGNATURE: Trust = { kind: 'refused', reason: 'wrong-signature' };

/**
 * Verifies that the sender has the key. With a known format: one HMAC, compared in constant time. Without one, or where it does
 * not fit because something on the way changed the headers, now or when it was learned: searches the headers for a valid HMAC
 * within the limits of `detectSignatureFormat`; a match is the format of later deliveries. Pure.
 */
export const verifyDelivery = (body: Buffer, headers: IncomingHttpHeaders, { key, format }: SigningKey): Trust => {
  const known = format ? verifyKnownFormat(body, headers, key, format) : UNVERIFIED;
  if (known.kind === 'signed') return known;
  const learnedFormat = detectSignatureFormat(body, headers, key);
  return learnedFormat ? { kind: 'signed', learnedFormat } : known;
};

const verifyKnownFormat = (body: Buffer, headers: IncomingHttpHeaders, key: string, format: SignatureFormat): Trust => {
  const value = headerText(headers, format.header);
  if (value === undefined) return UNSIGNED;
  const tokens = tokensOf(format, value);
  const timestamp = knownTimestamp(headers, value, format.content);
  const prefix = knownPrefix(headers, value, format.content, timestamp);
  const secret = decodeKey(format.key, key);
  if (tokens.length === 0 || prefix === undefined || secret === undefined) return UNSIGNED;
  if (!isPossible(body, headers, format.content.kind, timestamp)) return WRONG_SIGNATURE;
  const mac = computeMac(format, secret, prefix, body);
  return tokens.some((token) => matchesMac(token, mac, format.encoding)) ? SIGNED : WRONG_SIGNATURE;
};

type Content = SignatureFormat['content'];

const knownTimestamp = (headers: IncomingHttpHeaders, value: string, { timestampHeader }: Content) =>
  timestampHeader ? headerText(headers, timestampHeader) : embeddedTimestamp(value);

const knownPrefix = (
  headers: IncomingHttpHeaders,
  value: string,
  { kind, idHeader }: Content,
  timestamp: string | undefined,
): string | undefined => {
  if (kind === 'body') return '';
  if (kind === 'timestamp.body') return signedPrefix(timestamp);
  return signedPrefix(idHeader ? headerText(headers, idHeader) : embeddedId(value), timestamp);
};

/** Whether timestamp and body look like what they are: see signed-boundary.ts. */
const isPossible = (
  body: Buffer,
  headers: IncomingHttpHeaders,
  kind: Content['kind'],
  timestamp: string | undefined,
): boolean =>
  kind === 'body'
    ? !beginsLikeSignedPrefix(body)
    : timestamp !== undefined && isTimestamp(timestamp) && beginsLikeJson(body, headers);
