import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';

export interface RequestOptions {
  /** Default: GET. */
  method?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  /** Ends the request and, later, the body of its answer. */
  signal: AbortSignal;
}

/** What the core reads of an answer; a `Response` is one too. */
export interface RequestAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  /** Decompressed. Read it or cancel it: until then its connection is in use. */
  readonly body: (AsyncIterable<Uint8Array> & { cancel(): Promise<void> }) | null;
}

/**
 * Sends one request. No redirect is followed, and there is no limit of time but the signal.
 * Rejects when there is no answer; the system's error code, e.g. ENOTFOUND, is in the error or in its `cause`.
 */
export type SendRequest = (url: string, options: RequestOptions) => Promise<RequestAnswer>;

/** Not deflate: senders disagree on what it is. */
const DECODERS: ReadonlyMap<string, () => NodeJS.ReadWriteStream & Readable> = new Map([
  ['gzip', createGunzip],
  ['br', createBrotliDecompress],
]);
/** As `fetch` sends them. */
const DEFAULT_HEADERS = { accept: '*/*', 'accept-encoding': [...DECODERS.keys()].join(', '), 'user-agent': 'node' };

/** `SendRequest` without `fetch`, whose parser alone would take 23 MiB. Connections are kept for a few seconds. */
export const sendRequest: SendRequest = (url, { method = 'GET', headers, body, signal }) =>
  new Promise((resolve, reject) => {
    const send = new URL(url).protocol === 'https:' ? requestHttps : requestHttp;
    const outgoing = send(url, { method, headers: { ...DEFAULT_HEADERS, ...headers }, signal });
    outgoing.once('response', (incoming) => {
      resolve({
        status: incoming.statusCode ?? 0,
        headers: { get: (name) => [incoming.headers[name.toLowerCase()] ?? []].flat().join(', ') || null },
        body: withCancel(decompressed(incoming, incoming.headers['content-encoding'])),
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });

const decompressed = (stream: Readable, coding: string | undefined): Readable => {
  const decoder = DECODERS.get(coding?.toLowerCase() ?? '')?.();
  // An error is thrown where the decoder is read.
  return decoder ? pipeline(stream, decoder, () => {}) : stream;
};

const withCancel = (stream: Readable): RequestAnswer['body'] => ({
  [Symbol.asyncIterator]: () => stream[Symbol.asyncIterator](),
  cancel: async () => void stream.destroy(),
});
