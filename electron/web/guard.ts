import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The key of the printed address: 256 bits, as text that needs no escaping. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/**
 * Decides who may use web mode: whoever was given the printed address, from this machine, in a page of ours.
 * The cookie is derived from the token, so that it tells nothing of it and holds as long as the token does.
 */
export const createGuard = (port: number, token: string) => {
  const hosts = ['127.0.0.1', 'localhost'].flatMap((name) =>
    port === 80 ? [name, `${name}:80`] : [`${name}:${port}`],
  );
  // Cookies know no ports: two copies of the app would overwrite each other's.
  const cookieName = `monitor-${port}`;
  const cookie = createHmac('sha256', token).update('cookie').digest('base64url');

  const hasCookie = ({ headers }: IncomingMessage): boolean =>
    (headers.cookie ?? '').split(';').some((pair) => {
      const [name, value] = pair.trim().split('=', 2);
      return name === cookieName && isSame(value ?? '', cookie);
    });
  /** Otherwise a name that points here only for a moment would let its owner's page in. */
  const isOurHost = ({ headers }: IncomingMessage): boolean => hosts.includes((headers.host ?? '').toLowerCase());
  /** A browser always says which page opens a socket; one that says nothing is no page of ours. */
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
