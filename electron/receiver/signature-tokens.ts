import type { SignatureFormat } from '../protime/signature-format.ts';

export type SignatureKind = Pick<SignatureFormat, 'digest' | 'encoding'>;

export interface Token extends SignatureKind {
  text: string;
}

/** Kind of signature by the length of its text without padding. No two kinds have the same length. */
const KINDS = new Map<number, SignatureKind>([
  [64, { digest: 'sha256', encoding: 'hex' }],
  [43, { digest: 'sha256', encoding: 'base64' }],
  [128, { digest: 'sha512', encoding: 'hex' }],
  [86, { digest: 'sha512', encoding: 'base64' }],
  [40, { digest: 'sha1', encoding: 'hex' }],
  [27, { digest: 'sha1', encoding: 'base64' }],
]);

/** Further values of a header are ignored: no sender signs that often, and each costs a comparison. */
const MAX_TOKENS = 32;

/**
 * The values in a header that may be signatures, at most 32. Other text around them (`sha256=`, `v1,`, quotes, the comma
 * of a list) is skipped. Takes time in proportion to the header's length.
 */
export const tokensIn = (value: string): Token[] => {
  const tokens: Token[] = [];
  for (const text of value.match(/[A-Za-z0-9+/_-]{27,}/g) ?? []) {
    const kind = KINDS.get(text.length);
    if (kind && tokens.push({ text, ...kind }) === MAX_TOKENS) break;
  }
  return tokens;
};

/** Only those of one kind. */
export const tokensOf = ({ digest, encoding }: SignatureKind, value: string): string[] =>
  tokensIn(value)
    .filter((token) => token.digest === digest && token.encoding === encoding)
    .map((token) => token.text);

export const SIGNATURE_KINDS: readonly SignatureKind[] = [...KINDS.values()];
