import type { IncomingHttpHeaders } from 'node:http';
import type { SignatureFormat } from './signature-format.ts';
import { headerText, ownId, ownTimestamp, signedPrefix } from './signed-content.ts';

const MAX_TIMESTAMPS = 4;
const MAX_IDS = 6;
const MAX_HEADERS = 256;

/** Seconds, milliseconds or finer since 1970; ISO 8601; the form of HTTP's own Date header. */
const TIMESTAMP = /^(?:\d{9,19}|\d{4}-\d\d-\d\dT[\d:.]{5,15}(?:Z|[+-]\d\d:?\d\d)|[A-Z][a-z]{2}, [\w :]{17,22} GMT)$/;
const ID = /^[\w.:=+/-]{1,128}$/;
const ID_NAME = /(?:^|[-_])(?:u?u?id|guid|delivery|event|message|msg|nonce|request)(?:$|[-_])/;
/** Names a sender of webhooks would choose, before those a relay on the way may have added. */
const OWN_NAME = /webhook|deliver|event|message|msg|sign|protime/;

/** One thing that may have been signed; `within`: only by a signature in that header. */
export interface Content {
  kind: SignatureFormat['content']['kind'];
  prefix: string;
  idHeader?: string;
  timestampHeader?: string;
  within?: string;
}

interface Part {
  value: string;
  /** Where it stands alone; absent when it stands inside the signature header `within`. */
  header?: string;
  within?: string;
}

/** Body, `timestamp.body`, `id.timestamp.body`: likely ones first, 29 at most (4 timestamps, 6 ids). */
export function* contentCandidates(headers: IncomingHttpHeaders, signers: ReadonlySet<string>): Generator<Content> {
  yield { kind: 'body', prefix: '' };
  const timestamps = partsOf(headers, signers, ownTimestamp, isTimestamp).slice(0, MAX_TIMESTAMPS);
  for (const timestamp of timestamps) {
    const content = toContent('timestamp.body', timestamp);
    if (content) yield content;
  }
  if (timestamps.length === 0) return;
  const ids = partsOf(headers, signers, ownId, isId).slice(0, MAX_IDS);
  for (const timestamp of timestamps) {
    for (const id of ids) {
      const content = toContent('id.timestamp.body', timestamp, id);
      if (content) yield content;
    }
  }
}

const isTimestamp = (_name: string, value: string): boolean => TIMESTAMP.test(value);
const isId = (name: string, value: string): boolean => ID_NAME.test(name) && ID.test(value);

/** Those inside a signature header, then those in a header of their own. */
const partsOf = (
  headers: IncomingHttpHeaders,
  signers: ReadonlySet<string>,
  inside: (value: string) => string | undefined,
  alone: (name: string, value: string) => boolean,
): Part[] => {
  const parts: Part[] = [];
  for (const within of signers) {
    const value = inside(headerText(headers, within) ?? '');
    if (value !== undefined) parts.push({ value, within });
  }
  const names = Object.keys(headers)
    .slice(0, MAX_HEADERS)
    .filter((name) => alone(name, headerText(headers, name) ?? ''));
  for (const header of [...names.filter(isOwnName), ...names.filter((name) => !isOwnName(name))]) {
    parts.push({ value: headerText(headers, header) ?? '', header });
  }
  return parts;
};

const isOwnName = (name: string): boolean => OWN_NAME.test(name) || /timestamp/.test(name);

const toContent = (kind: Content['kind'], timestamp: Part, id?: Part): Content | undefined => {
  const within = timestamp.within ?? id?.within;
  if (id?.within !== undefined && id.within !== within) return undefined;
  const prefix = id ? signedPrefix(id.value, timestamp.value) : signedPrefix(timestamp.value);
  if (prefix === undefined) return undefined;
  return {
    kind,
    prefix,
    ...(id?.header && { idHeader: id.header }),
    ...(timestamp.header && { timestampHeader: timestamp.header }),
    ...(within !== undefined && { within }),
  };
};
