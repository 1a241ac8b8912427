import type { SignatureFormat } from './trust.ts';

/** The lengths of encoded digests, padding left out. All differ, so a length says digest and encoding at once. */
const LENGTHS: Record<SignatureFormat['digest'], Record<SignatureFormat['encoding'], number>> = {
  sha256: { hex: 64, base64: 43 },
  sha512: { hex: 128, base64: 86 },
  sha1: { hex: 40, base64: 27 },
};

/** More values than this in one header are not looked at: no sender signs that often, and each costs a comparison. */
const MAX_TOKENS = 32;

/** Whatever stands around it (`sha256=`, `v1,`, quotes, the next value of a list) is not in this alphabet. */
const runs = () => /[A-Za-z0-9+/_-]{27,}/g;

export interface Token {
  text: string;
  digest: SignatureFormat['digest'];
  encoding: SignatureFormat['encoding'];
}

/** The values in a header that have the form of one kind of signature; at most 32. Linear in the header's length. */
export const tokensIn = (
  value: string,
  digest: SignatureFormat['digest'],
  encoding: SignatureFormat['encoding'],
): string[] => {
  const length = LENGTHS[digest][encoding];
  const tokens: string[] = [];
  for (const [text] of value.matchAll(runs())) {
    if (text.length === length && tokens.push(text) === MAX_TOKENS) break;
  }
  return tokens;
};

/** The same for every kind of signature. */
export const anyTokensIn = (value: string): Token[] => {
  const tokens: Token[] = [];
  for (const [text] of value.matchAll(runs())) {
    const kind = KINDS.get(text.length);
    if (kind && tokens.push({ text, ...kind }) === MAX_TOKENS) break;
  }
  return tokens;
};

const KINDS = new Map<number, Omit<Token, 'text'>>(
  (['sha256', 'sha512', 'sha1'] as const).flatMap((digest) =>
    (['hex', 'base64'] as const).map((encoding) => [LENGTHS[digest][encoding], { digest, encoding }] as const),
  ),
);
