import { parseJson } from '../../shared/json.ts';
import { decodeText, isOrdinaryText } from './charset.ts';
import { isPlain, withoutCodings } from './content-coding.ts';

/** Headers of a request; `content-encoding` and `content-type` are used. */
export type BodyHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** A body as it was received, and the headers that say how to read it. */
export interface ReceivedBody {
  body: Uint8Array;
  headers: BodyHeaders;
}

const textOf = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'object' ? value.join(', ') : value;
const contentEncodingOf = ({ headers }: ReceivedBody): string | undefined => textOf(headers['content-encoding']);
const contentTypeOf = ({ headers }: ReceivedBody): string | undefined => textOf(headers['content-type']);

/** Whether the body is compressed, according to its headers or its first bytes. */
export const isCompressed = (received: ReceivedBody): boolean => !isPlain(received.body, contentEncodingOf(received));

/** Whether the body is plain UTF-8: not compressed, and without a byte-order mark. */
export const isOrdinaryBody = (received: ReceivedBody): boolean =>
  !isCompressed(received) && isOrdinaryText(received.body, contentTypeOf(received));

/**
 * The text of a body: decompressed, and decoded from its charset. If it cannot be decompressed, it is decoded as it is: a
 * relay may have decompressed it and kept the header. Bounded by `MAX_EXPANDED_BYTES`; never throws.
 */
export const bodyText = (received: ReceivedBody): string =>
  decodeText(withoutCodings(received.body, contentEncodingOf(received)) ?? received.body, contentTypeOf(received));

/** The JSON value of a body; undefined when it is not JSON. Never throws. */
export const bodyJson = (received: ReceivedBody): unknown => jsonOf(bodyText(received));

/**
 * Other forms of the body that its sender may have signed: decompressed, as UTF-8, without a byte-order mark. At most three,
 * all different from the body.
 */
export const otherSignedForms = (received: ReceivedBody): Buffer[] => {
  const { body } = received;
  const expanded = withoutCodings(body, contentEncodingOf(received));
  if (expanded === undefined) return [];
  const text = decodeText(expanded, contentTypeOf(received));
  const forms = [toBuffer(expanded), Buffer.from(text), Buffer.from(text.trim())];
  const known = [toBuffer(body)];
  for (const form of forms) if (!known.some((one) => one.equals(form))) known.push(form);
  return known.slice(1);
};

const toBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

/** Characters that some senders put around JSON: white space, zeros, byte-order marks, the separator of `json-seq`. */
const PADDING = '[\\s\\0\\x1e\\ufeff]';
const LEADING = new RegExp(`^${PADDING}+`);
const PADDING_CHARACTER = new RegExp(PADDING);

/** Without the characters that some senders put around JSON. */
export const withoutPadding = (text: string): string => {
  const start = LEADING.exec(text)?.[0].length ?? 0;
  // Searched from the end: `padding+$` takes quadratic time.
  let end = text.length;
  while (end > start && PADDING_CHARACTER.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
};

/** JSON, JSON with padding around it, or JSON line by line. */
export const jsonOf = (text: string): unknown => {
  const value = parseJson(text);
  if (value !== undefined) return value;
  const trimmed = withoutPadding(text);
  return (trimmed.length < text.length ? parseJson(trimmed) : undefined) ?? jsonLines(trimmed);
};

/** More lines than events fit into a body. */
const MAX_LINES = 150_000;

/** One JSON value per line (`x-ndjson`, `json-seq`). An invalid line stays text; undefined unless the first line is an object. */
const jsonLines = (text: string): unknown[] | undefined => {
  const firstLine = text.slice(0, Math.max(0, text.indexOf('\n')));
  if (typeof parseJson(withoutPadding(firstLine)) !== 'object') return undefined;
  const lines = text.split('\n').map(withoutPadding);
  if (lines.length > MAX_LINES) return undefined;
  return lines.filter((line) => line !== '').map((line) => parseJson(line) ?? line);
};
