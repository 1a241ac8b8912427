import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { ZodError } from 'zod';
import type { PushName } from '../../shared/contract.ts';
import type { Log } from '../log.ts';
import type { Monitor } from '../monitor/monitor-api.ts';
import { createDispatcher } from './dispatch.ts';
import { createSocketClient, type SocketClient, type SocketLimits } from './socket-client.ts';
import { pushFrame } from './socket-frames.ts';

const LIMITS: SocketLimits = {
  maxFrameBytes: 256 * 1024,
  maxBufferedBytes: 32 * 1024 * 1024,
  maxPending: 256,
  maxClients: 64,
  keepAliveMs: 30_000,
};
const CLOSE_TIMEOUT_MS = 500;

export interface SocketServerOptions {
  server: Server;
  /** Whether this request to open a socket comes from a page of this app. */
  mayOpen(request: IncomingMessage): boolean;
  monitor: Pick<Monitor, 'handlers' | 'connectPage' | 'onPush'>;
  log: Log;
  limits?: Partial<SocketLimits>;
}

/** Serves the contract over WebSockets at `/socket`. */
export const createSocketServer = ({ server, mayOpen, monitor, log, ...options }: SocketServerOptions) => {
  const limits = { ...LIMITS, ...options.limits };
  const sockets = new WebSocketServer({ noServer: true, clientTracking: false, maxPayload: limits.maxFrameBytes });
  const clients = new Set<SocketClient>();
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
    sockets.handleUpgrade(request, socket, head, connect);
  };
  const connect = (socket: WebSocket): void => {
    const page = monitor.connectPage({ offer: (id) => client.send(pushFrame('notices.raised', { id })) });
    const dispatch = createDispatcher({ ...monitor.handlers, ...page.handlers }, (name, error) =>
      log.warn('a request failed', { name, error: describeError(error) }),
    );
    const client = createSocketClient({ socket, dispatch, limits, log });
    clients.add(client);
    socket.once('close', () => {
      clients.delete(client);
      page.close();
    });
  };
  const stopPushes = monitor.onPush((name: PushName, payload: unknown) => {
    if (clients.size === 0) return;
    try {
      const frame = pushFrame(name, payload);
      for (const client of clients) client.send(frame);
    } catch (error) {
      log.error('a push does not fit the contract', { name, error: describeError(error) });
    }
  });
  const keepAlive = setInterval(() => {
    for (const client of clients) client.checkAlive();
  }, limits.keepAliveMs);
  server.on('upgrade', onUpgrade);

  return {
    clients: (): number => clients.size,
    /** Closes every connection; waits at most CLOSE_TIMEOUT_MS for each. */
    close: async (): Promise<void> => {
      server.off('upgrade', onUpgrade);
      server.on('upgrade', (_request, socket) => socket.destroy());
      stopPushes();
      clearInterval(keepAlive);
      await Promise.all([...clients].map((client) => client.close(CLOSE_TIMEOUT_MS)));
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
