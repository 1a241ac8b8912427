import { connect, type Socket } from 'node:net';
import type { Delivery } from '../../../electron/database/tables/deliveries.ts';
import { type Logger, silentLog } from '../../../electron/log.ts';
import type { SignatureFormat } from '../../../electron/protime/signature-format.ts';
import { hashSecret } from '../../../electron/receiver/hash-secret.ts';
import type { Limits } from '../../../electron/receiver/limits.ts';
import { type AcceptedPath, createReceiver } from '../../../electron/receiver/receiver.ts';
import { createTestMessages } from '../../../electron/receiver/test-messages.ts';
import { TIMEOUT_MS } from '../../eventually.ts';
import { type Signing, sign } from './signing.ts';

export const SECRET = 'Zk0mQ3tT2u8Yw1x5v9a7c4e6g8i0k2m4o6q8s0u2w4y';
export const KEY = 'the key of the subscription';
export const SIGNING: Signing = {
  header: 'x-protime-signature',
  digest: 'sha256',
  encoding: 'hex',
  wrapping: 'digest=',
  content: 'body',
  key: 'text',
};
export const FORMAT: SignatureFormat = {
  header: 'x-protime-signature',
  digest: 'sha256',
  encoding: 'hex',
  content: { kind: 'body' },
  key: 'text',
};
export const BODY = '{"changeType":"Delete","data":{"changeVersion":"0001","id":7}}';

/** Longer than any test takes, so that no request is late on a slow machine; an end does not wait for what stays open. */
const PATIENT: Partial<Limits> = { headersMs: 600_000, bodyMs: 600_000, drainMs: 600_000, closeMs: 250 };
/** For what is to be late: short enough that a test which waits for it is quick. */
export const HASTY: Partial<Limits> = { headersMs: 500, bodyMs: 500, checkMs: 25, drainMs: 500 };

export interface FixtureOptions {
  destination?: Partial<AcceptedPath>;
  more?: Record<string, AcceptedPath>;
  accept?: (delivery: Delivery) => Promise<void>;
  limits?: Partial<Limits>;
  log?: Logger;
}

/** A receiver with one subscription whose format is known, and what it accepted and refused so far. */
export const startReceiver = async ({ destination, more, accept, limits, log = silentLog }: FixtureOptions = {}) => {
  const accepted: Delivery[] = [];
  let refusedCount = 0;
  const notReceived: string[] = [];
  const destinations = new Map<string, AcceptedPath>();
  for (const [secret, value] of Object.entries(more ?? {})) destinations.set(hashSecret(secret), value);
  destinations.set(hashSecret(SECRET), { subscriptionId: 1, key: KEY, format: FORMAT, ...destination });
  const heartbeat = createTestMessages({ now: Date.now });
  const receiver = await createReceiver({
    port: 0,
    find: (secret) => destinations.get(hashSecret(secret)),
    accept: async (delivery) => {
      await accept?.(delivery);
      accepted.push(delivery);
    },
    onRefused: () => void refusedCount++,
    onNotReceived: (reason) => void notReceived.push(reason),
    heartbeat,
    now: () => 1_772_460_000_000,
    log,
    limits: { ...PATIENT, ...limits },
  });
  return { ...receiver, heartbeat, accepted, refusedCount: () => refusedCount, notReceived };
};

export type Running = Awaited<ReturnType<typeof startReceiver>>;

/** Sends a valid delivery and returns the status. */
export const deliver = async (
  { url }: Pick<Running, 'url'>,
  body = BODY,
  key = KEY,
  secret = SECRET,
): Promise<number> => {
  const signed = sign(SIGNING, Buffer.from(key), Buffer.from(body)).headers[SIGNING.header] ?? '';
  const res = await fetch(`${url}/${secret}`, { method: 'POST', headers: { [SIGNING.header]: signed }, body });
  return res.status;
};

/** The text of a good delivery, to be sent over a raw socket. */
export const goodRequest = (body = BODY, version = '1.1'): string =>
  [
    `POST /${SECRET} HTTP/${version}`,
    'Host: example.org',
    `X-Protime-Signature: ${sign(SIGNING, Buffer.from(KEY), Buffer.from(body)).headers[SIGNING.header]}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');

/** A raw TCP connection with the received text. */
export interface Raw {
  socket: Socket;
  text(): string;
  /** Resolves once `done` is true of what came back, or the other side hung up; rejects after much longer than that takes. */
  until(done: (text: string) => boolean): Promise<string>;
  /** Resolves with everything that came back when the other side has hung up. */
  closed(): Promise<string>;
}

export const openRaw = ({ port }: Pick<Running, 'port'>, text: string | Buffer = ''): Raw => {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  let isClosed = false;
  const watchers = new Set<() => void>();
  const notifyWatchers = () => {
    for (const watch of watchers) watch();
  };
  socket.setEncoding('latin1');
  socket.on('data', (chunk) => {
    received += chunk;
    notifyWatchers();
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    isClosed = true;
    notifyWatchers();
  });
  if (text.length > 0) socket.write(text);

  const until = async (done: (text: string) => boolean): Promise<string> => {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const timer = setTimeout(() => reject(new Error(`nothing more came after: ${received.slice(-200)}`)), TIMEOUT_MS);
    const watch = () => {
      if (isClosed || done(received)) resolve(received);
    };
    watchers.add(watch);
    watch();
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      watchers.delete(watch);
    }
  };
  return { socket, text: () => received, until, closed: () => until(() => false) };
};

export const answersIn = (text: string): number => text.split('\r\n\r\n').length - 1;

/** Sends `text`, waits for one answer, hangs up. */
export const ask = async (to: Pick<Running, 'port'>, text: string | Buffer): Promise<string> => {
  const raw = openRaw(to, text);
  const answer = await raw.until((received) => answersIn(received) > 0);
  raw.socket.destroy();
  return answer;
};
