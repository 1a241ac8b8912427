import { parseJson } from '../../shared/json.ts';
import { decodeText, isOrdinaryText } from './charset.ts';
import { isPlain, withoutCodings } from './content-coding.ts';

/** Of the headers of a request, those that say how its body is written. */
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

/** Whether the body is compressed, as far as its headers and its first bytes say. */
export const isCompressed = (received: ReceivedBody): boolean => !isPlain(received.body, contentEncodingOf(received));

/** Whether the body is UTF-8 as it is: neither compressed nor marked. */
export const isOrdinaryBody = (received: ReceivedBody): boolean =>
  !isCompressed(received) && isOrdinaryText(received.body, contentTypeOf(received));

/**
 * The text of a body: decompressed, and decoded from its charset. One that cannot be decompressed is read as it is: a relay
 * may have decompressed it and left the header. Bounded by `MAX_EXPANDED_BYTES`; never throws.
 */
export const bodyText = (received: ReceivedBody): string =>
  decodeText(withoutCodings(received.body, contentEncodingOf(received)) ?? received.body, contentTypeOf(received));

/** The JSON value of a body; undefined when it is none. Never throws. */
export const bodyJson = (received: ReceivedBody): unknown => jsonOf(bodyText(received));

/**
 * Other forms of the same body that its sender may have signed: before it was compressed, before a byte-order mark was put in
 * front, as UTF-8. At most three, none of them the body itself.
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

/** Around JSON: white space, zeros and marks that some senders pad with, and the separator of `json-seq`. */
const PADDING = '[\\s\\0\\x1e\\ufeff]';
const LEADING = new RegExp(`^${PADDING}+`);
const PADDING_CHARACTER = new RegExp(PADDING);

const withoutPadding = (text: string): string => {
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

/** More than fit into a body when each is an event. */
const MAX_LINES = 150_000;

/** One value a line, as `x-ndjson` and `json-seq`. A line that is none stays text; undefined when the first one is no object. */
const jsonLines = (text: string): unknown[] | undefined => {
  const firstLine = text.slice(0, Math.max(0, text.indexOf('\n')));
  if (typeof parseJson(withoutPadding(firstLine)) !== 'object') return undefined;
  const lines = text.split('\n').map(withoutPadding);
  if (lines.length > MAX_LINES) return undefined;
  return lines.filter((line) => line !== '').map((line) => parseJson(line) ?? line);
};
