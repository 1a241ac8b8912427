import { createHmac, type Hmac } from 'node:crypto';
import { sameText } from './constant-time.ts';
import type { SignatureFormat } from './trust.ts';

/** The HMAC of `<prefix><body>`. Header text is one byte a character, as Node hands it over. */
export const macOf = (digest: SignatureFormat['digest'], key: string | Buffer, prefix: string, body: Buffer): Hmac => {
  const hmac = createHmac(digest, key);
  if (prefix !== '') hmac.update(prefix, 'latin1');
  return hmac.update(body);
};

/**
 * Whether one of `tokens` spells `mac`. Texts are compared, not the bytes they stand for: a lenient decoder ignores
 * the spare bits of base64's last character and mixed-case hex, so a changed signature could pass.
 */
export const matchesAny = (tokens: readonly string[], mac: string, encoding: SignatureFormat['encoding']): boolean => {
  const [usual, other] = encoding === 'hex' ? [mac, mac.toUpperCase()] : base64Spellings(mac);
  let found = false;
  for (const token of tokens) {
    if (sameText(token, usual) || sameText(token, other)) found = true;
  }
  return found;
};

const base64Spellings = (mac: string): [string, string] => {
  const bare = mac.replace(/=+$/, '');
  return [bare, bare.replaceAll('+', '-').replaceAll('/', '_')];
};
