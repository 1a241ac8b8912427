import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { ZodError } from 'zod';
import type { Hello } from '../../shared/access.ts';
import type { PushName } from '../../shared/contract.ts';
import type { Logger } from '../log.ts';
import type { Monitor } from '../monitor/monitor-api.ts';
import { type Admission, receiveHello } from './admission.ts';
import { createDispatcher } from './dispatch.ts';
import { createSocketClient, type SocketClient, type SocketLimits } from './socket-client.ts';
import { pushFrame } from './socket-frames.ts';

const LIMITS: SocketLimits = {
  maxFrameBytes: 256 * 1024,
  maxBufferedBytes: 32 * 1024 * 1024,
  maxPending: 256,
  maxClients: 64,
  keepAliveMs: 30_000,
  helloMs: 10_000,
};
const CLOSE_TIMEOUT_MS = 500;
/** https://www.iana.org/assignments/websocket */
const TRY_LATER = 1013;

export interface SocketServerOptions {
  server: Server;
  /** Whether this request to open a socket comes from a page of this app. */
  mayOpen(request: IncomingMessage): boolean;
  /** Whether the page may use the app, by its first message. */
  admit(hello: Hello): Admission;
  monitor: Pick<Monitor, 'handlers' | 'connectPage' | 'onPush'>;
  log: Logger;
  limits?: Partial<SocketLimits>;
}

/** Serves the contract over WebSockets at `/socket`, to pages that showed in their first message that they have access. */
export const createSocketServer = ({ server, mayOpen, admit, monitor, log, ...options }: SocketServerOptions) => {
  const limits = { ...LIMITS, ...options.limits };
  const sockets = new WebSocketServer({ noServer: true, clientTracking: false, maxPayload: limits.maxFrameBytes });
  /** Those with access, each with its TCP connection and its session. */
  const clients = new Map<SocketClient, { connection: Duplex; renew: () => void }>();
  const refusalStatus = (request: IncomingMessage): string | undefined => {
    if (request.url?.split('?', 1)[0] !== '/socket') return '404 Not Found';
    if (!mayOpen(request)) return '403 Forbidden';
    return clients.size >= limits.maxClients ? '503 Service Unavailable' : undefined;
  };
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy());
    const refusal = refusalStatus(request);
    if (refusal) {
      socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
      return;
    }
    sockets.handleUpgrade(request, socket, head, (page) => {
      const onAdmitted = (session: Admission & { ok: true }) => connect(page, socket, session);
      receiveHello({ socket: page, admit, timeoutMs: limits.helloMs, onAdmitted });
    });
  };
  const connect = (socket: WebSocket, connection: Duplex, { ended, renew }: Admission & { ok: true }): void => {
    if (clients.size >= limits.maxClients) {
      socket.close(TRY_LATER, 'too many pages');
      return;
    }
    const page = monitor.connectPage({ offer: (id) => client.send(pushFrame('notices.raised', { id })) });
    const dispatch = createDispatcher({ ...monitor.handlers, ...page.handlers }, (name, error) =>
      log.warn('a request failed', { name, error: describeError(error) }),
    );
    const client = createSocketClient({ socket, dispatch, limits, log });
    const onEnded = () => client.refuse('ticket-used');
    clients.set(client, { connection, renew });
    ended.addEventListener('abort', onEnded, { once: true });
    socket.once('close', () => {
      ended.removeEventListener('abort', onEnded);
      clients.delete(client);
      page.close();
    });
  };
  const stopPushes = monitor.onPush((name: PushName, payload: unknown) => {
    if (clients.size === 0) return;
    try {
      const frame = pushFrame(name, payload);
      for (const client of clients.keys()) client.send(frame);
    } catch (error) {
      log.error('a push does not fit the contract', { name, error: describeError(error) });
    }
  });
  const keepAlive = setInterval(() => {
    for (const [client, { renew }] of clients) {
      client.checkAlive();
      renew();
    }
  }, limits.keepAliveMs);
  server.on('upgrade', onUpgrade);

  return {
    clients: (): number => clients.size,
    /** Whether a page with access uses this connection. */
    isInUse: (connection: Duplex): boolean => [...clients.values()].some((client) => client.connection === connection),
    /** Closes every connection; waits at most CLOSE_TIMEOUT_MS for each. */
    close: async (): Promise<void> => {
      server.off('upgrade', onUpgrade);
      server.on('upgrade', (_request, socket) => socket.destroy());
      stopPushes();
      clearInterval(keepAlive);
      await Promise.all([...clients.keys()].map((client) => client.close(CLOSE_TIMEOUT_MS)));
    },
  };
};

/** The error without the invalid values: those may be names or secrets. */
const describeError = (error: unknown): unknown =>
  error instanceof ZodError
    ? error.issues.map(({ path, code }) => `${path.join('.')}: ${code}`)
    : error instanceof Error
      ? `${error.name}: ${error.message}`
      : typeof error;
