import type { IncomingHttpHeaders } from 'node:http';
import { bodyText, withoutPadding } from '../protime/delivery-body.ts';

/*
 * `<timestamp>.<body>` is signed as one text, which does not say where the timestamp ends. A part of it that was moved to the other
 * side would pass as signed: so both sides must look like what they are.
 */

/** Seconds, milliseconds or finer since 1970; ISO 8601; the form of HTTP's own Date header. */
const TIMESTAMP = String.raw`(?:\d{9,19}(?:\.\d{1,9})?|\d{4}-\d\d-\d\dT[\d:.]{5,15}(?:Z|[+-]\d\d:?\d\d)|[A-Z][a-z]{2}, [\w :]{17,22} GMT)`;
const WHOLE_TIMESTAMP = new RegExp(`^${TIMESTAMP}$`);
const SIGNED_PREFIX = new RegExp(`^(?:[\\w.:=+/-]{1,128}\\.)?${TIMESTAMP}\\.`);
const MAX_PREFIX_LENGTH = 200;

export const isTimestamp = (value: string): boolean => WHOLE_TIMESTAMP.test(value);

const OPENING_BRACE = 0x7b;
const OPENING_BRACKET = 0x5b;

/** Whether a body may follow a signed timestamp: JSON, compressed or in any charset, or nothing. */
export const beginsLikeJson = (body: Buffer, headers: IncomingHttpHeaders): boolean => {
  const first = body[0];
  if (first === undefined || first === OPENING_BRACE || first === OPENING_BRACKET) return true;
  return /^[{["]/.test(withoutPadding(bodyText({ body, headers })));
};

/** Whether a body begins with what is signed before a body: then it is not one by itself. */
export const beginsLikeSignedPrefix = (body: Buffer): boolean =>
  SIGNED_PREFIX.test(body.toString('latin1', 0, MAX_PREFIX_LENGTH));
