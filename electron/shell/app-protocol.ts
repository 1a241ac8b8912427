import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { Protocol, ProtocolHandler } from './electron.ts';

const SCHEME = 'app';
/** Where the window's page lives. `file://` would let it read the disk; a scheme of our own cannot. */
export const APP_ORIGIN = `${SCHEME}://planner`;

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'Content-Security-Policy': POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** Before `ready`: our scheme counts as a real, secure origin. */
export const registerAppScheme = (protocol: Protocol): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);

/** After `ready`: serves the files of one folder under `app://planner/`. */
export const serveApp = (protocol: Protocol, folder: string): void =>
  protocol.handle(SCHEME, createPageHandler(folder));

/** Answers with a file of the folder, or 404 for whatever else was meant; never throws. */
export const createPageHandler =
  (folder: string): ProtocolHandler =>
  async ({ method, url }) => {
    const path = method === 'GET' || method === 'HEAD' ? pathWithin(folder, url) : undefined;
    const type = path && TYPES[extname(path)];
    const body = path && type ? await readFile(path).catch(() => undefined) : undefined;
    return body && type
      ? new Response(new Uint8Array(body), { headers: { ...HEADERS, 'Content-Type': type } })
      : new Response('Not found', {
          status: 404,
          headers: { ...HEADERS, 'Content-Type': 'text/plain; charset=utf-8' },
        });
  };

const pathWithin = (folder: string, text: string): string | undefined => {
  const url = new URL(text);
  if (`${url.protocol}//${url.host}` !== APP_ORIGIN) return undefined;
  try {
    const path = join(folder, decodeURIComponent(url.pathname === '/' ? '/index.html' : url.pathname));
    return path.startsWith(folder + sep) ? path : undefined;
  } catch {
    // Not decodable: no such file.
    return undefined;
  }
};
