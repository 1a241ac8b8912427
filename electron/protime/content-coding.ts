import {
  brotliDecompressSync,
  constants,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  zstdDecompressSync,
} from 'node:zlib';

/** Limit of the decompressed size of a body. */
export const MAX_EXPANDED_BYTES = 8 * 1024 * 1024;
const MAX_CODINGS = 2;

const LIMIT = { maxOutputLength: MAX_EXPANDED_BYTES };
/** RFC 9659: a window of 8 MiB at most; a frame could ask for 128 MiB of memory. */
const ZSTD_LIMIT = { ...LIMIT, params: { [constants.ZSTD_d_windowLogMax]: 23 } };

const inflate = (bytes: Uint8Array): Buffer => {
  try {
    return inflateSync(bytes, LIMIT);
  } catch {
    // Some senders leave out zlib's header and checksum.
    return inflateRawSync(bytes, LIMIT);
  }
};

const DECODERS: ReadonlyMap<string, (bytes: Uint8Array) => Buffer> = new Map([
  ['gzip', (bytes) => gunzipSync(bytes, LIMIT)],
  ['x-gzip', (bytes) => gunzipSync(bytes, LIMIT)],
  ['deflate', inflate],
  ['br', (bytes) => brotliDecompressSync(bytes, LIMIT)],
  ['zstd', (bytes) => zstdDecompressSync(bytes, ZSTD_LIMIT)],
]);

/** The codings in the order in which they were applied. Without a header, recognised by the first bytes. */
const codingsOf = (body: Uint8Array, contentEncoding: string | undefined): string[] => {
  const named = contentEncoding === undefined ? [] : namedCodings(contentEncoding);
  if (named.length > 0) return named;
  if (body[0] === 0x1f && body[1] === 0x8b) return ['gzip'];
  if (body[0] === 0x28 && body[1] === 0xb5 && body[2] === 0x2f && body[3] === 0xfd) return ['zstd'];
  return [];
};

const namedCodings = (contentEncoding: string): string[] =>
  contentEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');

/** Whether the body is not compressed, which is the usual case. */
export const isPlain = (body: Uint8Array, contentEncoding: string | undefined): boolean =>
  codingsOf(body, contentEncoding).length === 0;

/**
 * The decompressed body (gzip, deflate, br, zstd; at most two codings); the body itself when it is not compressed. undefined
 * for an unknown coding, invalid data, or more than `MAX_EXPANDED_BYTES`.
 */
export const withoutCodings = (body: Uint8Array, contentEncoding: string | undefined): Uint8Array | undefined => {
  const codings = codingsOf(body, contentEncoding);
  if (codings.length > MAX_CODINGS) return undefined;
  let bytes = body;
  for (const coding of codings.reverse()) {
    const decode = DECODERS.get(coding);
    if (!decode) return undefined;
    try {
      bytes = decode(bytes);
    } catch {
      return undefined;
    }
  }
  return bytes;
};
