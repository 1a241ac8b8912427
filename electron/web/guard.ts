import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The token in the printed address: 256 bits, as text that needs no escaping. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** The cookie is derived from the token: it reveals nothing about it and is valid as long as the token. */
export const createGuard = (port: number, token: string) => {
  const hosts = ['127.0.0.1', 'localhost'].flatMap((name) =>
    port === 80 ? [name, `${name}:80`] : [`${name}:${port}`],
  );
  // Cookies are shared between ports: two copies of the app would overwrite each other's.
  const cookieName = `monitor-${port}`;
  const cookie = createHmac('sha256', token).update('cookie').digest('base64url');

  const hasCookie = ({ headers }: IncomingMessage): boolean =>
    (headers.cookie ?? '').split(';').some((pair) => {
      const [name, value] = pair.trim().split('=', 2);
      return name === cookieName && isSame(value ?? '', cookie);
    });
  /** Prevents DNS rebinding: a foreign name that resolves to 127.0.0.1. */
  const isOurHost = ({ headers }: IncomingMessage): boolean => hosts.includes((headers.host ?? '').toLowerCase());
  /** Browsers always send Origin when they open a socket; without it the request is refused. */
  const isOurPage = ({ headers }: IncomingMessage): boolean =>
    headers.origin !== undefined && headers.origin === `http://${headers.host?.toLowerCase()}`;

  return {
    isOurHost,
    hasCookie,
    isToken: (value: string): boolean => isSame(value, token),
    mayOpenSocket: (request: IncomingMessage): boolean =>
      isOurHost(request) && isOurPage(request) && hasCookie(request),
    setCookie: `${cookieName}=${cookie}; Path=/; HttpOnly; SameSite=Strict`,
  };
};
export type Guard = ReturnType<typeof createGuard>;

const digest = (text: string) => createHash('sha256').update(text).digest();
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
