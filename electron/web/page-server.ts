import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSocketServer, type SocketServerOptions } from '../ipc/socket-server.ts';
import type { Log } from '../log.ts';
import type { Monitor } from '../monitor/monitor-api.ts';
import { sendDownload } from './download.ts';
import { createGuard, type Guard, newToken } from './guard.ts';
import { securityHeaders } from './headers.ts';
import { plainPage } from './plain-pages.ts';
import { createStaticFiles } from './static-files.ts';

export interface WebServerOptions {
  /** 0 = any free one. */
  port: number;
  /** The built screens. */
  rendererDir: string;
  monitor: SocketServerOptions['monitor'] & Partial<Pick<Monitor, 'takeExport'>>;
  log: Log;
  /** By default a new random token. */
  token?: string;
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
  const { rendererDir, monitor, log, token = newToken() } = options;
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5000 });
  const port = await listen(server, options.port);
  const guard = createGuard(port, token);
  const { takeExport = () => undefined } = monitor;
  server.on('request', createRequestHandler({ guard, port, files: createStaticFiles(rendererDir), takeExport, log }));
  const socketServer = createSocketServer({ server, mayOpen: guard.mayOpenSocket, monitor, log });
  let closing: Promise<void> | undefined;

  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
    await socketServer.close();
    server.closeAllConnections();
    await closed;
  };
  return {
    /** The address to open, with the token: for the person who started the app only. */
    url: `http://127.0.0.1:${port}/?token=${encodeURIComponent(token)}`,
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
  log: Log;
}

const createRequestHandler = ({ guard, port, files, takeExport, log }: RequestHandlerOptions) => {
  const commonHeaders = securityHeaders(port);

  const sendPlainPage = (request: IncomingMessage, response: ServerResponse, ...[status, page, next]: PlainResponse) =>
    send(request, response, status, {
      type: 'text/html; charset=utf-8',
      cacheControl: 'no-store',
      body: Buffer.from(plainPage(page, request.headers['accept-language'], next)),
    });
  const goTo = (response: ServerResponse, location: string): void => {
    response.writeHead(303, { ...commonHeaders, location, 'cache-control': 'no-store' }).end();
  };

  const send = (request: IncomingMessage, response: ServerResponse, status: number, content: Content) => {
    response.writeHead(status, {
      ...commonHeaders,
      'content-type': content.type,
      'content-length': content.body.length,
      'cache-control': content.cacheControl,
      vary: 'cookie, accept-language',
    });
    response.end(request.method === 'HEAD' ? undefined : content.body);
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!guard.isOurHost(request)) return sendPlainPage(request, response, 403, 'wrong-host');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { ...commonHeaders, allow: 'GET, HEAD' }).end();
      return;
    }
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    const parameters = new URLSearchParams(path === '/' ? query : '');
    const token = parameters.get('token');
    const hasJustReceivedCookie = parameters.has(ENTRY_PARAMETER);
    // Redirect, so that the token does not stay in the address bar, in bookmarks or in a referrer.
    if (token !== null && guard.isToken(token)) {
      response.setHeader('set-cookie', guard.setCookie);
      // The link was on another site: after a redirect the browser would not send a `SameSite=Strict` cookie.
      if (request.headers['sec-fetch-site'] === 'cross-site')
        return sendPlainPage(request, response, 200, 'welcome', ENTRY);
      return goTo(response, ENTRY);
    }
    if (!guard.hasCookie(request))
      return sendPlainPage(request, response, 403, hasJustReceivedCookie ? 'no-cookies' : 'no-access');
    if (token !== null || hasJustReceivedCookie) return goTo(response, '/');
    if (path.startsWith(EXPORTS) && request.method === 'GET') {
      const exported = takeExport(path.slice(EXPORTS.length));
      if (exported !== undefined) return sendDownload(response, exported, commonHeaders);
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
/** Query parameter of the address that a browser is redirected to with its new cookie. */
const ENTRY_PARAMETER = 'let-in';
const ENTRY = `/?${ENTRY_PARAMETER}`;

type PlainResponse = [status: number, page: Parameters<typeof plainPage>[0], next?: string];
interface Content {
  type: string;
  cacheControl: string;
  body: Buffer;
}
