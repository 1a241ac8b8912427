import { hash } from 'node:crypto';
import { sameText } from './constant-time.ts';
import type { SignatureFormat } from './signature-format.ts';

const BLOCK_BYTES: Record<SignatureFormat['digest'], number> = { sha1: 64, sha256: 64, sha512: 128 };
const INNER = 0x36;
const OUTER = 0x5c;

/**
 * The HMAC (RFC 2104) of `<prefix><body>`; header text is one byte a character, as Node hands it over. Two one-shot
 * hashes, because `createHmac` leaves a native object behind each time: under load that cost the receiver a tenth of
 * its speed in garbage collection.
 */
export const macOf = (
  { digest, encoding }: Pick<SignatureFormat, 'digest' | 'encoding'>,
  key: string | Buffer,
  prefix: string,
  body: Buffer,
): string => {
  const block = BLOCK_BYTES[digest];
  const given = typeof key === 'string' ? Buffer.from(key) : key;
  const bytes = given.length > block ? hash(digest, given, 'buffer') : given;

  const inner = padded(bytes, INNER, block, prefix.length + body.length);
  inner.write(prefix, block, 'latin1');
  body.copy(inner, block + prefix.length);
  const inside = hash(digest, inner, 'binary');

  const outer = padded(bytes, OUTER, block, inside.length);
  outer.write(inside, block, 'latin1');
  return hash(digest, outer, encoding);
};

/** A block of key and pad, with room behind it. */
const padded = (key: Buffer, pad: number, block: number, room: number): Buffer => {
  const bytes = Buffer.allocUnsafe(block + room).fill(pad, 0, block);
  for (let i = 0; i < key.length; i += 1) bytes[i] = pad ^ (key[i] ?? 0);
  return bytes;
};

/**
 * Whether `token` spells `mac`. Texts are compared, not the bytes they stand for: a lenient decoder overlooks the spare
 * bits of base64's last character and mixed-case hex, so a changed signature could pass.
 */
export const spells = (token: string, mac: string, encoding: SignatureFormat['encoding']): boolean =>
  sameText(token, encoding === 'hex' ? inCaseOf(token, mac) : inAlphabetOf(token, mac));

const inCaseOf = (token: string, mac: string): string => (/[A-F]/.test(token) ? mac.toUpperCase() : mac);

const inAlphabetOf = (token: string, mac: string): string => {
  const bare = mac.replace(/=+$/, '');
  return /[-_]/.test(token) ? bare.replaceAll('+', '-').replaceAll('/', '_') : bare;
};
