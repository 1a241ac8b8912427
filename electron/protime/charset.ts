type Utf32 = 'utf-32le' | 'utf-32be';

/** Name of a text encoding: a label of the WHATWG encoding standard, or UTF-32, which is not in it. */
type Charset = string;

/** Byte-order marks. UTF-32 first: its LE mark begins with that of UTF-16 LE. */
const MARKS: readonly (readonly [Charset, readonly number[]])[] = [
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** Bytes per code unit; an incomplete last unit is dropped. */
const UNIT_BYTES: Record<string, number> = { 'utf-16le': 2, 'utf-16be': 2, 'utf-32le': 4, 'utf-32be': 4 };

/**
 * The text of a JSON body. Its encoding is found by the byte-order mark, else by the position of zero bytes in the first
 * characters (JSON begins with ASCII), else by the `charset` of the content type, else it is UTF-8. Never throws: invalid bytes
 * become U+FFFD.
 */
export const decodeText = (bytes: Uint8Array, contentType: string | undefined): string => {
  if (isOrdinaryText(bytes, contentType)) return toUtf8(bytes);
  const mark = MARKS.find(([, prefix]) => prefix.every((byte, at) => bytes[at] === byte));
  const charset = mark?.[0] ?? zeroPattern(bytes) ?? namedCharset(contentType);
  const content = bytes.subarray(mark?.[1].length ?? 0);
  const whole = content.subarray(0, content.length - (content.length % (UNIT_BYTES[charset] ?? 1)));
  if (charset === 'utf-32le' || charset === 'utf-32be') return decodeUtf32(whole, charset);
  if (charset === 'utf-8') return toUtf8(whole);
  if (charset === 'us-ascii') return decodeAscii(whole);
  return new TextDecoder(charset, { ignoreBOM: true }).decode(whole);
};

/** Whether it is UTF-8 without a mark, the usual case: it begins with ASCII, and no other charset is named. */
export const isOrdinaryText = (bytes: Uint8Array, contentType = ''): boolean =>
  isAscii(bytes[0]) && isAscii(bytes[1]) && (!/charset/i.test(contentType) || /charset=utf-8$/i.test(contentType));

const isAscii = (byte = 0): boolean => byte > 0 && byte < 0x80;

const toUtf8 = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('utf8');

const zeroPattern = (bytes: Uint8Array): Charset | undefined => {
  const [a, b, c, d] = [0, 1, 2, 3].map((at) => bytes[at] === 0);
  if (a && b && c && !d) return 'utf-32be';
  if (!a && b && c && d) return 'utf-32le';
  if (a && !b) return 'utf-16be';
  if (!a && b && !c && bytes.length > 2) return 'utf-16le';
  return undefined;
};

const namedCharset = (contentType: string | undefined): Charset => {
  const label = /;\s*charset\s*=\s*["']?([^"';,\s]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase() ?? 'utf-8';
  if (label === 'us-ascii' || label === 'ascii') return 'us-ascii';
  // Named UTF-16 or UTF-32, but without zero bytes it is neither.
  if (/^(?:utf|ucs)-?(?:16|32|2|4)/.test(label)) return 'utf-8';
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return 'utf-8';
  }
};

/** Text named ASCII that has other bytes too is UTF-8 or windows-1252. */
const decodeAscii = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
};

const decodeUtf32 = (bytes: Uint8Array, charset: Utf32): string => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Node cannot decode UTF-32: it is converted to UTF-16 first.
  const units = new Uint16Array(bytes.length / 2);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 4) {
    const point = view.getUint32(at, charset === 'utf-32le');
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) units[length++] = 0xfffd;
    else if (point < 0x10000) units[length++] = point;
    else {
      units[length++] = 0xd800 + ((point - 0x10000) >> 10);
      units[length++] = 0xdc00 + ((point - 0x10000) & 0x3ff);
    }
  }
  return Buffer.from(units.buffer, 0, length * 2).toString('utf16le');
};
