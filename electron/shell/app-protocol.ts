import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { CONTENT_TYPES, contentSecurityPolicy } from '../page-files.ts';
import type { Protocol, ProtocolHandler } from './electron.ts';

const SCHEME = 'app';
/** Origin of the window's page. With `file://` it could read the disk; with its own scheme it cannot. */
export const APP_ORIGIN = `${SCHEME}://planner`;

const HEADERS = {
  'Content-Security-Policy': contentSecurityPolicy(),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** Before `ready`: makes the scheme a secure origin. */
export const registerAppScheme = (protocol: Protocol): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);

/** After `ready`: serves the files of one folder under `app://planner/`. */
export const serveApp = (protocol: Protocol, folder: string): void =>
  protocol.handle(SCHEME, createPageHandler(folder));

/** Answers with a file of the folder, else with 404; never throws. */
export const createPageHandler =
  (folder: string): ProtocolHandler =>
  async ({ method, url }) => {
    const path = method === 'GET' || method === 'HEAD' ? pathWithin(folder, url) : undefined;
    const type = path && CONTENT_TYPES[extname(path)];
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
