import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { PutAsideReason } from '../../shared/unapplied.ts';
import { limitConnections } from '../connection-limit.ts';
import type { Delivery } from '../database/tables/deliveries.ts';
import type { Logger } from '../log.ts';
import { isOrdinaryBody, otherSignedForms } from '../protime/delivery-body.ts';
import { readBody } from './body.ts';
import { createByteBudget } from './byte-budget.ts';
import { equalInConstantTime } from './constant-time.ts';
import { createInFlightRequests } from './in-flight-requests.ts';
import { LIMITS, type Limits, MAX_HEADERS, serverOptions } from './limits.ts';
import { listenOnLoopback } from './listen.ts';
import { relevantHeaders } from './relevant-headers.ts';
import * as replies from './reply.ts';
import { secretIn } from './secret-path.ts';
import type { TestMessages } from './test-messages.ts';
import { type SigningKey, type Trust, verifyDelivery } from './trust.ts';

export { PortInUse } from './listen.ts';

/** A secret path that is accepted, and how its deliveries are verified. Without a key they are `unverified`. */
export interface AcceptedPath {
  subscriptionId: number;
  key: string | undefined;
  format: SigningKey['format'];
}

export type NotReceivedReason = Extract<PutAsideReason, 'too-large' | 'too-late' | 'cut-off' | 'busy' | 'not-stored'>;

export interface ReceiverOptions {
  /** 0: any free one. */
  port: number;
  /** The subscription with this secret; looked up by hash, so that timing reveals nothing. */
  find(secret: string): AcceptedPath | undefined;
  /** Resolves when the delivery is on disk; rejects when it is not, and then it was not answered 2xx. */
  accept(delivery: Delivery): Promise<void>;
  /** A delivery was answered 401. */
  onRefused(): void;
  /** A request on a secret path was not received completely, or not stored. */
  onNotReceived(reason: NotReceivedReason): void;
  heartbeat: Pick<TestMessages, 'path' | 'accept'>;
  now: () => number;
  log: Logger;
  limits?: Partial<Limits>;
}

export interface Receiver {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  /** Refuses new requests, waits up to 3 s for running ones, then closes all connections. Calling it twice is harmless. */
  close(): Promise<void>;
}

/**
 * The HTTP server Protime posts to, on 127.0.0.1: checks limits and signature, then hands over. 2xx means stored on disk.
 * Every unknown path gets the same 404.
 * @throws PortInUse
 */
export const createReceiver = async (options: ReceiverOptions): Promise<Receiver> => {
  const { find, accept, onRefused, onNotReceived, heartbeat, now, log } = options;
  const limits = { ...LIMITS, ...options.limits };
  const server = createServer(serverOptions(limits));
  const inFlightRequests = createInFlightRequests();
  const bytesInFlight = createByteBudget(limits.bytesInFlight);
  let closing: Promise<void> | undefined;
  let canStore = true;

  const route = (req: IncomingMessage, res: ServerResponse, awaitsContinue: boolean): void => {
    const secret = req.method === 'POST' ? secretIn(req.url ?? '') : undefined;
    const destination = secret && find(secret);
    if (destination) {
      void answer(req, res, awaitsContinue, (body) => acceptDelivery(body, req, destination, secret), onNotReceived);
    } else if (secret && equalInConstantTime(`/${secret}`, heartbeat.path)) {
      void answer(req, res, awaitsContinue, acceptHeartbeat);
    } else {
      replies.replyAndDrain(req, res, replies.NOT_FOUND, limits);
    }
  };

  /** Reads the body and sends the answer of `respond`. */
  const answer = async (
    req: IncomingMessage,
    res: ServerResponse,
    awaitsContinue: boolean,
    respond: (body: Buffer) => replies.Answer | Promise<replies.Answer>,
    onFailed: (reason: NotReceivedReason) => void = () => {},
  ): Promise<void> => {
    if (closing || inFlightRequests.count() >= limits.inFlight) {
      onFailed('busy');
      return replies.replyAndDrain(req, res, replies.BUSY, limits);
    }
    inFlightRequests.add(res);
    let takenBytes = 0;
    const take = (bytes: number): boolean => {
      if (!bytesInFlight.take(bytes)) return false;
      takenBytes += bytes;
      return true;
    };
    try {
      if (awaitsContinue) res.writeContinue();
      const body = await readBody(req, limits, take);
      if (typeof body === 'string') onFailed(body);
      if (body === 'too-late') replies.reply(res, replies.TIMEOUT);
      else if (body === 'busy') replies.replyAndDrain(req, res, replies.BUSY, limits);
      else if (body === 'too-large') replies.replyAndDrain(req, res, replies.TOO_LARGE, limits);
      else if (body !== 'cut-off') replies.reply(res, await respond(body));
    } catch (error) {
      onFailed('not-stored');
      logNotStored(error);
      replies.reply(res, replies.CANNOT_STORE);
    } finally {
      inFlightRequests.delete(res);
      bytesInFlight.give(takenBytes);
    }
  };

  const acceptDelivery = async (
    body: Buffer,
    req: IncomingMessage,
    destination: AcceptedPath,
    secret: string,
  ): Promise<replies.Answer> => {
    const { subscriptionId } = destination;
    const trust = verifyAnyForm(body, req, destination);
    if (trust.kind === 'refused') {
      onRefused();
      return replies.REFUSED;
    }
    const headers = relevantHeaders(req.headers, secret);
    const learned = trust.kind === 'signed' && trust.learnedFormat ? { learnedFormat: trust.learnedFormat } : {};
    await accept({ subscriptionId, body, headers, trust: trust.kind, ...learned, receivedAtMs: now() });
    if (!canStore) log.info('deliveries are stored again');
    canStore = true;
    return replies.STORED;
  };

  const acceptHeartbeat = (body: Buffer): replies.Answer =>
    heartbeat.accept(body) ? replies.STORED : replies.NOT_FOUND;

  // Logged once when storing starts to fail and once when it works again: on a full disk every delivery fails.
  const logNotStored = (error: unknown) => {
    if (canStore) log.error('a delivery could not be stored', { detail: String(error) });
    canStore = false;
  };

  /** Node could not parse the request, or it did not arrive in time. */
  const onClientError = (error: NodeJS.ErrnoException, socket: Duplex): void => {
    // A tunnel keeps connections ready: a 408 on one of them would be taken for the answer to its first request.
    if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && hasSentNothing(socket)) return;
    // An answer now would be taken as the answer to the previous request.
    if (inFlightRequests.isOn(socket) || !socket.writable) socket.destroy();
    else endWithReply(socket, UNREADABLE[error.code ?? ''] ?? replies.MALFORMED);
  };

  const shutDown = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    await inFlightRequests.whenEmpty(limits.closeMs);
    // The last answers are written to their sockets in this event-loop turn.
    await new Promise((resolve) => setImmediate(resolve));
    server.closeAllConnections();
    await closed;
  };

  limitConnections(server, { maxConnections: limits.connections, isBusy: inFlightRequests.isOn });
  server.maxHeadersCount = MAX_HEADERS;
  server.timeout = limits.idleMs;
  server.on('request', (req, res) => route(req, res, false));
  server.on('checkContinue', (req, res) => route(req, res, true));
  server.on('checkExpectation', (req, res) => route(req, res, false));
  server.on('connect', (_req, socket) => endWithReply(socket, replies.NOT_FOUND));
  server.on('clientError', onClientError);

  const port = await listenOnLoopback(server, options.port);
  server.on('error', (error) => log.error('the receiver reported an error', { detail: String(error) }));
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: () => {
      closing ??= shutDown();
      return closing;
    },
  };
};

const UNREADABLE: Record<string, replies.Answer> = {
  ERR_HTTP_REQUEST_TIMEOUT: replies.TIMEOUT,
  HPE_HEADER_OVERFLOW: replies.HEADERS_TOO_LARGE,
};

/** Also tries other forms of the body: the sender may have signed it before a relay compressed it or added a byte-order mark. */
const verifyAnyForm = (body: Buffer, { headers }: IncomingMessage, { key, format }: AcceptedPath): Trust => {
  if (key === undefined) return { kind: 'unverified' };
  const received = verifyDelivery(body, headers, { key, format });
  if (received.kind === 'signed' || isOrdinaryBody({ body, headers })) return received;
  for (const form of otherSignedForms({ body, headers })) {
    const trust = verifyDelivery(form, headers, { key, format });
    if (trust.kind === 'signed') return trust;
  }
  return received;
};

/** No byte received yet; the idle timeout closes it. */
const hasSentNothing = (socket: Duplex): boolean => socket instanceof Socket && socket.bytesRead === 0;

const endWithReply = (socket: Duplex, what: replies.Answer): void => {
  // No other listener is left, and an unhandled error event ends the process.
  socket.on('error', () => {});
  socket.end(replies.rawReply(what), () => socket.destroy());
};
