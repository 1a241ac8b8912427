import type { IncomingHttpHeaders } from 'node:http';
import { headerText } from './signed-content.ts';

const MAX_LENGTH = 4096;
const MAX_VALUE_LENGTH = 1024;
const MAX_NAMES = 512;
const RELEVANT_NAME =
  /^user-agent$|sign|hmac|digest|hash|timestamp|webhook|deliver|event|message|protime|(?:^|[-_])(?:id|time|date|attempt|retry|nonce)$/;
/** May carry a password of the sender or of a relay: never kept. */
const SENSITIVE_NAME =
  /auth|cookie|token|secret|passw|credential|session|jwt|bearer|api-?key|(?:^|[-_])(?:key|pwd|pass)(?:$|[-_])/;

/** Cache: senders repeat the same few names, and matching the pattern 10,000 times a second is costly. */
const isRelevantByName = new Map<string, boolean>();

const isRelevantHeader = (name: string): boolean => {
  const answer = isRelevantByName.get(name);
  if (answer !== undefined) return answer;
  const isRelevant = RELEVANT_NAME.test(name) && !SENSITIVE_NAME.test(name);
  if (isRelevantByName.size < MAX_NAMES) isRelevantByName.set(name, isRelevant);
  return isRelevant;
};

/** Without these the body cannot be read again: kept whatever else is sent. */
const NEEDED_NAMES = ['content-type', 'content-encoding'] as const;

const MASK = '…';

/**
 * What is needed to read a delivery again, and what helps to explain it: about its type, sender, signature, id and time; 4
 * KiB in all, 1 KiB each.
 * @param secretPath the path it was sent to; relays repeat it in headers, where it is replaced.
 */
export const relevantHeaders = (headers: IncomingHttpHeaders, secretPath?: string): Record<string, string> => {
  const kept = (value: string): string =>
    (secretPath ? value.replaceAll(secretPath, MASK) : value).slice(0, MAX_VALUE_LENGTH);
  const relevant: Record<string, string> = {};
  let remainingLength = MAX_LENGTH;
  for (const name of NEEDED_NAMES) {
    const text = headers[name];
    if (text === undefined) continue;
    const value = kept(text);
    remainingLength -= name.length + value.length;
    relevant[name] = value;
  }
  for (const name in headers) {
    if (!isRelevantHeader(name)) continue;
    const value = kept(headerText(headers, name) ?? '');
    remainingLength -= name.length + value.length;
    if (remainingLength < 0) break;
    relevant[name] = value;
  }
  return relevant;
};
