import type { SignatureFormat } from '../protime/signature-format.ts';

export type SignatureKind = Pick<SignatureFormat, 'digest' | 'encoding'>;

export interface Token extends SignatureKind {
  text: string;
}

/** Every kind under the length of its text, padding left out. All differ, so a length says digest and encoding at once. */
const KINDS = new Map<number, SignatureKind>([
  [64, { digest: 'sha256', encoding: 'hex' }],
  [43, { digest: 'sha256', encoding: 'base64' }],
  [128, { digest: 'sha512', encoding: 'hex' }],
  [86, { digest: 'sha512', encoding: 'base64' }],
  [40, { digest: 'sha1', encoding: 'hex' }],
  [27, { digest: 'sha1', encoding: 'base64' }],
]);

/** More values than this in one header are not looked at: no sender signs that often, and each costs a comparison. */
const MAX_TOKENS = 32;

/**
 * The values in a header that may be signatures, at most 32, whatever stands around them (`sha256=`, `v1,`, quotes, the
 * next one of a list): none of that is in the alphabet. Linear in the header's length.
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
