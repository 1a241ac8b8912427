import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { limitConnections } from '../connection-limit.ts';
import { createSocketServer, type SocketServerOptions } from '../ipc/socket-server.ts';
import type { Logger } from '../log.ts';
import type { Monitor } from '../monitor/monitor-api.ts';
import { createAccess } from './access.ts';
import { sendDownload } from './download.ts';
import { createGuard, type Guard } from './guard.ts';
import { securityHeaders } from './headers.ts';
import { plainPage } from './plain-pages.ts';
import { addressOf } from './running.ts';
import { createStaticFiles } from './static-files.ts';

export interface WebServerOptions {
  /** 0 = any free one. */
  port: number;
  /** The built screens. */
  rendererDir: string;
  /** Tickets and sessions are kept there. */
  dataDir: string;
  monitor: SocketServerOptions['monitor'] & Partial<Pick<Monitor, 'takeExport'>>;
  log: Logger;
  now?: () => number;
}

/** Another program, or another copy of this app, uses the port. */
export class UiPortInUse extends Error {
  readonly port: number;
  constructor(port: number, options?: ErrorOptions) {
    super(`port ${port} is in use`, options);
    this.name = 'UiPortInUse';
    this.port = port;
  }
}

/**
 * Serves the screens and their socket to browsers on this machine.
 * @throws UiPortInUse
 */
export const startWebServer = async (options: WebServerOptions) => {
  const { rendererDir, dataDir, monitor, log, now = Date.now } = options;
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5000 });
  const port = await listen(server, options.port);
  const guard = createGuard(port);
  const access = createAccess({ dataDir, now, log });
  const { takeExport = () => undefined } = monitor;
  const downloads = new Set<Socket>();
  const files = createStaticFiles(rendererDir);
  server.on('request', createRequestHandler({ guard, port, files, takeExport, downloads, log }));
  const { mayOpenSocket: mayOpen } = guard;
  const socketServer = createSocketServer({ server, mayOpen, admit: access.admit, monitor, log });
  server.timeout = IDLE_TIMEOUT_MS;
  limitConnections(server, {
    maxConnections: MAX_CONNECTIONS,
    isBusy: (socket) => socketServer.isInUse(socket) || downloads.has(socket),
  });
  let closing: Promise<void> | undefined;

  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
    await socketServer.close();
    server.closeAllConnections();
    await closed;
  };
  return {
    /** A new address for a browser, with a ticket that can be used once: for the person who started the app only. */
    newAddress: (): string => addressOf(port, access.newTicket()),
    port,
    /** Closes the connections of all pages at once. A second call has no effect. */
    close: (): Promise<void> => {
      closing ??= close();
      return closing;
    },
  };
};

export type WebServer = Awaited<ReturnType<typeof startWebServer>>;

const listen = async (server: Server, port: number): Promise<number> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', resolve);
  try {
    await promise;
  } catch (error) {
    const isInUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    throw isInUse ? new UiPortInUse(port, { cause: error }) : error;
  }
  server.removeListener('error', reject);
  return (server.address() as AddressInfo).port;
};

interface RequestHandlerOptions {
  guard: Guard;
  port: number;
  files: ReturnType<typeof createStaticFiles>;
  takeExport: Monitor['takeExport'];
  /** Connections of downloads under way. */
  downloads: Set<Socket>;
  log: Logger;
}

const createRequestHandler = ({ guard, port, files, takeExport, downloads, log }: RequestHandlerOptions) => {
  const commonHeaders = securityHeaders(port);

  const sendPlainPage = (request: IncomingMessage, response: ServerResponse, ...[status, page]: PlainResponse) =>
    send(request, response, status, {
      type: 'text/html; charset=utf-8',
      cacheControl: 'no-store',
      body: Buffer.from(plainPage(page, request.headers['accept-language'])),
    });

  const send = (request: IncomingMessage, response: ServerResponse, status: number, content: Content) => {
    response.writeHead(status, {
      ...commonHeaders,
      'content-type': content.type,
      'content-length': content.body.length,
      'cache-control': content.cacheControl,
      vary: 'accept-language',
    });
    response.end(request.method === 'HEAD' ? undefined : content.body);
  };

  const download = async ({ socket }: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    downloads.add(socket);
    await sendDownload(response, path, commonHeaders).finally(() => downloads.delete(socket));
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!guard.isOurHost(request)) return sendPlainPage(request, response, 403, 'wrong-host');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { ...commonHeaders, allow: 'GET, HEAD' }).end();
      return;
    }
    const [path = ''] = (request.url ?? '').split('?', 1);
    // Their names are tickets, too: each can be fetched once.
    if (path.startsWith(EXPORTS) && request.method === 'GET') {
      const exported = takeExport(path.slice(EXPORTS.length));
      if (exported !== undefined) return download(request, response, exported);
    }
    const file = files.find(path);
    if (file) return send(request, response, 200, { ...file, body: await file.read() });
    return path === '/'
      ? sendPlainPage(request, response, 503, 'not-built')
      : sendPlainPage(request, response, 404, 'not-found');
  };

  return (request: IncomingMessage, response: ServerResponse): void => {
    answer(request, response).catch((error: unknown) => {
      log.error('a page could not be served', { error: String(error) });
      if (response.headersSent) response.destroy();
      else sendPlainPage(request, response, 404, 'not-found');
    });
  };
};

const EXPORTS = '/exports/';
/** A browser has a handful. */
const MAX_CONNECTIONS = 256;
/** Of connections without a request; pages with access are checked by pings. */
const IDLE_TIMEOUT_MS = 60_000;

type PlainResponse = [status: number, page: Parameters<typeof plainPage>[0]];
interface Content {
  type: string;
  cacheControl: string;
  body: Buffer;
}
