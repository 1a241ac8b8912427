import type { IncomingMessage } from 'node:http';

/** Which requests come from a page of this app. */
export const createGuard = (port: number) => {
  const hosts = ['127.0.0.1', 'localhost'].flatMap((name) =>
    port === 80 ? [name, `${name}:80`] : [`${name}:${port}`],
  );
  /** Prevents DNS rebinding: a foreign name that resolves to 127.0.0.1. */
  const isOurHost = ({ headers }: IncomingMessage): boolean => hosts.includes((headers.host ?? '').toLowerCase());
  /** Browsers always send Origin when they open a socket; without it the request is refused. */
  const isOurPage = ({ headers }: IncomingMessage): boolean =>
    headers.origin !== undefined && headers.origin === `http://${headers.host?.toLowerCase()}`;

  return {
    isOurHost,
    mayOpenSocket: (request: IncomingMessage): boolean => isOurHost(request) && isOurPage(request),
  };
};
export type Guard = ReturnType<typeof createGuard>;
