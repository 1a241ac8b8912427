import type { IncomingHttpHeaders } from 'node:http';
import type { SignatureFormat } from '../protime/signature-format.ts';
import { MAX_HEADERS } from './limits.ts';
import { beginsLikeJson, beginsLikeSignedPrefix, isTimestamp } from './signed-boundary.ts';
import { embeddedId, embeddedTimestamp, headerText, signedPrefix } from './signed-content.ts';

const MAX_TIMESTAMPS = 4;
const MAX_IDS = 6;

const ID = /^[\w.:=+/-]{1,128}$/;
const ID_NAME = /(?:^|[-_])(?:u?u?id|guid|delivery|event|message|msg|nonce|request)(?:$|[-_])/;
/** Header names typical for a webhook sender; tried before headers a relay may have added. */
const SENDER_HEADER = /webhook|deliver|event|message|msg|sign|protime/;

/** Possible signed content. `signatureHeader`: only for signatures in that header. */
export interface Content {
  kind: SignatureFormat['content']['kind'];
  prefix: string;
  idHeader?: string;
  timestampHeader?: string;
  signatureHeader?: string;
}

interface SignedPart {
  value: string;
  /** Its own header; absent when the value is part of the header `signatureHeader`. */
  header?: string;
  signatureHeader?: string;
}

/** Body, `timestamp.body`, `id.timestamp.body`: likely ones first, 29 at most (4 timestamps, 6 ids). */
export function* contentCandidates(
  body: Buffer,
  headers: IncomingHttpHeaders,
  signatureHeaders: ReadonlySet<string>,
): Generator<Content> {
  if (!beginsLikeSignedPrefix(body)) yield { kind: 'body', prefix: '' };
  if (!beginsLikeJson(body, headers)) return;
  const timestamps = partsOf(headers, signatureHeaders, embeddedTimestamp, isTimestampHeader)
    .filter(({ value }) => isTimestamp(value))
    .slice(0, MAX_TIMESTAMPS);
  for (const timestamp of timestamps) {
    const content = toContent('timestamp.body', timestamp);
    if (content) yield content;
  }
  if (timestamps.length === 0) return;
  const ids = partsOf(headers, signatureHeaders, embeddedId, isId).slice(0, MAX_IDS);
  for (const timestamp of timestamps) {
    for (const id of ids) {
      const content = toContent('id.timestamp.body', timestamp, id);
      if (content) yield content;
    }
  }
}

const isTimestampHeader = (_name: string, value: string): boolean => isTimestamp(value);
const isId = (name: string, value: string): boolean => ID_NAME.test(name) && ID.test(value);

/** First the values inside a signature header, then those of separate headers. */
const partsOf = (
  headers: IncomingHttpHeaders,
  signatureHeaders: ReadonlySet<string>,
  readEmbedded: (value: string) => string | undefined,
  isSeparateHeader: (name: string, value: string) => boolean,
): SignedPart[] => {
  const parts: SignedPart[] = [];
  for (const signatureHeader of signatureHeaders) {
    const value = readEmbedded(headerText(headers, signatureHeader) ?? '');
    if (value !== undefined) parts.push({ value, signatureHeader });
  }
  const names = Object.keys(headers)
    .slice(0, MAX_HEADERS)
    .filter((name) => isSeparateHeader(name, headerText(headers, name) ?? ''));
  for (const header of [...names.filter(isSenderHeader), ...names.filter((name) => !isSenderHeader(name))]) {
    parts.push({ value: headerText(headers, header) ?? '', header });
  }
  return parts;
};

const isSenderHeader = (name: string): boolean => SENDER_HEADER.test(name) || /timestamp/.test(name);

const toContent = (kind: Content['kind'], timestamp: SignedPart, id?: SignedPart): Content | undefined => {
  const signatureHeader = timestamp.signatureHeader ?? id?.signatureHeader;
  if (id?.signatureHeader !== undefined && id.signatureHeader !== signatureHeader) return undefined;
  const prefix = id ? signedPrefix(id.value, timestamp.value) : signedPrefix(timestamp.value);
  if (prefix === undefined) return undefined;
  return {
    kind,
    prefix,
    ...(id?.header && { idHeader: id.header }),
    ...(timestamp.header && { timestampHeader: timestamp.header }),
    ...(signatureHeader !== undefined && { signatureHeader }),
  };
};
