import { hash } from 'node:crypto';
import type { SignatureFormat } from '../protime/signature-format.ts';
import { equalInConstantTime } from './constant-time.ts';

const BLOCK_BYTES: Record<SignatureFormat['digest'], number> = { sha1: 64, sha256: 64, sha512: 128 };
const INNER = 0x36;
const OUTER = 0x5c;

/**
 * The HMAC (RFC 2104) of `<prefix><body>`; header text is one byte a character, as Node hands it over. Two one-shot
 * hashes, because `createHmac` leaves a native object behind each time: under load that cost the receiver a tenth of
 * its speed in garbage collection.
 */
export const computeMac = (
  { digest, encoding }: Pick<SignatureFormat, 'digest' | 'encoding'>,
  key: string | Buffer,
  prefix: string,
  body: Buffer,
): string => {
  const block = BLOCK_BYTES[digest];
  const keyBytes = typeof key === 'string' ? Buffer.from(key) : key;
  const blockKey = keyBytes.length > block ? hash(digest, keyBytes, 'buffer') : keyBytes;

  const inner = padded(blockKey, INNER, block, prefix.length + body.length);
  inner.write(prefix, block, 'latin1');
  body.copy(inner, block + prefix.length);
  const innerHash = hash(digest, inner, 'binary');

  const outer = padded(blockKey, OUTER, block, innerHash.length);
  outer.write(innerHash, block, 'latin1');
  return hash(digest, outer, encoding);
};

/** Key XOR pad, one block, followed by `contentLength` bytes for the content. */
const padded = (key: Buffer, pad: number, block: number, contentLength: number): Buffer => {
  const bytes = Buffer.allocUnsafe(block + contentLength).fill(pad, 0, block);
  for (let i = 0; i < key.length; i += 1) bytes[i] = pad ^ (key[i] ?? 0);
  return bytes;
};

/**
 * Whether `token` is the text form of `mac`. Texts are compared, not decoded bytes: a lenient decoder ignores spare bits of
 * base64's last character and mixed-case hex, so a changed signature could pass.
 */
export const matchesMac = (token: string, mac: string, encoding: SignatureFormat['encoding']): boolean =>
  equalInConstantTime(token, encoding === 'hex' ? withCaseOf(token, mac) : withAlphabetOf(token, mac));

const withCaseOf = (token: string, mac: string): string => (/[A-F]/.test(token) ? mac.toUpperCase() : mac);

const withAlphabetOf = (token: string, mac: string): string => {
  const bare = mac.replace(/=+$/, '');
  return /[-_]/.test(token) ? bare.replaceAll('+', '-').replaceAll('/', '_') : bare;
};
