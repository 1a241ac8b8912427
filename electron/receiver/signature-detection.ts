import type { IncomingHttpHeaders } from 'node:http';
import type { SignatureFormat } from '../protime/signature-format.ts';
import { type Content, contentCandidates } from './content-candidates.ts';
import { MAX_HEADERS } from './limits.ts';
import { computeMac, matchesMac } from './signature-mac.ts';
import { SIGNATURE_KINDS, type SignatureKind, type Token, tokensIn } from './signature-tokens.ts';
import { headerText } from './signed-content.ts';
import { decodeKey, KEY_ENCODINGS } from './signing-key.ts';

const MAX_HMACS = 200;
const MAX_HASHED_BYTES = 16 * 1024 * 1024;
const MAX_SCANNED_LENGTH = 8 * 1024;
const MAX_CANDIDATES = 32;
const LIKELY_NAME = /sign|hmac|digest|hash|webhook|protime/;

interface Candidate extends Token {
  header: string;
}

/**
 * Finds the header value that is an HMAC of this delivery under `key`, and so learns how it is signed. Of several, one in a
 * header named like a signature comes before one in any other, which a relay may have added; then one over the body alone, which
 * depends on no other header.
 *
 * Bounded whatever is sent: of at most 256 headers the first 8 KiB are scanned for values as long as an encoded
 * digest; at most 32 of these, likely names first, are compared with at most 200 HMACs, and those hash at most
 * 16 MiB together (about 20 ms; a 1 MiB body gets 16 tries). No such value, no HMAC. A signature hidden by these
 * bounds makes the delivery `unverified`, never wrong.
 */
export const detectSignatureFormat = (
  body: Buffer,
  headers: IncomingHttpHeaders,
  key: string,
): SignatureFormat | undefined => {
  const candidates = signatureCandidates(headers);
  if (candidates.length === 0) return undefined;
  const keys = KEY_ENCODINGS.flatMap((keyEncoding) => {
    const bytes = decodeKey(keyEncoding, key);
    return bytes === undefined ? [] : [{ keyEncoding, bytes }];
  });
  const signatureHeaders = new Set(candidates.map((candidate) => candidate.header));
  let inOtherHeader: SignatureFormat | undefined;
  let hmacsLeft = Math.min(MAX_HMACS, Math.max(1, Math.floor(MAX_HASHED_BYTES / Math.max(1, body.length))));

  for (const content of contentCandidates(body, headers, signatureHeaders)) {
    for (const kind of SIGNATURE_KINDS) {
      const possible = candidates.filter(
        (candidate) =>
          isOfKind(candidate, kind) &&
          isPossible(candidate, content) &&
          !(inOtherHeader && !isLikely(candidate.header)),
      );
      if (possible.length === 0) continue;
      for (const { keyEncoding, bytes } of keys) {
        if (hmacsLeft === 0) return inOtherHeader;
        hmacsLeft -= 1;
        const mac = computeMac(kind, bytes, content.prefix, body);
        const found = possible.find(({ text }) => matchesMac(text, mac, kind.encoding));
        if (!found) continue;
        if (isLikely(found.header)) return toFormat(found, content, keyEncoding);
        inOtherHeader ??= toFormat(found, content, keyEncoding);
      }
    }
  }
  return inOtherHeader;
};

const isLikely = (header: string): boolean => LIKELY_NAME.test(header);

const isOfKind = (candidate: Candidate, { digest, encoding }: SignatureKind): boolean =>
  candidate.digest === digest && candidate.encoding === encoding;

/** A timestamp or id from inside a signature header belongs to the signatures of that header. */
const isPossible = (candidate: Candidate, { signatureHeader }: Content): boolean =>
  signatureHeader === undefined || signatureHeader === candidate.header;

const toFormat = (
  { header, digest, encoding }: Candidate,
  { kind, idHeader, timestampHeader }: Content,
  key: SignatureFormat['key'],
): SignatureFormat => ({
  header,
  digest,
  encoding,
  content: { kind, ...(idHeader && { idHeader }), ...(timestampHeader && { timestampHeader }) },
  key,
});

const signatureCandidates = (headers: IncomingHttpHeaders): Candidate[] => {
  const names = Object.keys(headers).slice(0, MAX_HEADERS);
  const likely = names.filter(isLikely);
  const others = names.filter((name) => !isLikely(name));
  const candidates: Candidate[] = [];
  for (const header of [...likely, ...others]) {
    const value = headerText(headers, header)?.slice(0, MAX_SCANNED_LENGTH) ?? '';
    for (const token of tokensIn(value)) {
      if (candidates.push({ header, ...token }) === MAX_CANDIDATES) return candidates;
    }
  }
  return candidates;
};
