import type { IncomingHttpHeaders } from 'node:http';
import { headerText } from './signed-content.ts';

const MAX_LENGTH = 4096;
const MAX_VALUE_LENGTH = 1024;
const MAX_NAMES = 512;
const HELPFUL =
  /^(?:content-type|content-encoding|user-agent)$|sign|hmac|digest|hash|timestamp|webhook|deliver|event|message|protime|(?:^|[-_])(?:id|time|date|attempt|retry|nonce)$/;
/** May carry a password of the sender or of a relay: never kept. */
const PRIVATE = /authorization|cookie|token|api-?key/;

/** Senders use the same few names again and again; asking a pattern for each of 10,000 a second is not free. */
const known = new Map<string, boolean>();

const isWorthKeeping = (name: string): boolean => {
  const answer = known.get(name);
  if (answer !== undefined) return answer;
  const fresh = HELPFUL.test(name) && !PRIVATE.test(name);
  if (known.size < MAX_NAMES) known.set(name, fresh);
  return fresh;
};

/** What helps to explain a delivery later: about its type, sender, signature, id and time; 4 KiB in all, 1 KiB each. */
export const headersWorthKeeping = (headers: IncomingHttpHeaders): Record<string, string> => {
  const kept: Record<string, string> = {};
  let left = MAX_LENGTH;
  for (const name in headers) {
    if (!isWorthKeeping(name)) continue;
    const value = headerText(headers, name)?.slice(0, MAX_VALUE_LENGTH) ?? '';
    left -= name.length + value.length;
    if (left < 0) break;
    kept[name] = value;
  }
  return kept;
};
