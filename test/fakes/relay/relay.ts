import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { TlsOptions } from 'node:tls';
import { answer } from './forward.ts';
import { createTunnels, type RelayFaults } from './tunnels.ts';

export type { RelayFaults } from './tunnels.ts';

export interface RelayOptions {
  /** 0, the default, is any free one; it stays the same over `stop` and `start`. */
  readonly port?: number;
  /** Connections a client may keep open. */
  readonly maxConnections?: number;
  readonly waitMs?: number;
  readonly graceMs?: number;
  /** Registrations and tunnel connections are encrypted. */
  readonly tls?: Pick<TlsOptions, 'key' | 'cert'>;
}

/** A localtunnel-compatible relay on loopback with fault injection. */
export interface Relay extends AsyncDisposable {
  /** What the localtunnel client calls `host`. */
  readonly url: string;
  tunnels(): { readonly name: string; readonly url: string; readonly connected: number }[];
  /** Replaces the faults; nothing is no fault. */
  setFaults(faults?: RelayFaults): void;
  /** Marks a name as taken; clients that ask for it get another one. */
  takeName(name: string): void;
  releaseName(name: string): void;
  /** Cuts the connections of every client, who may come back. */
  dropConnections(): void;
  /** As if the process died: every connection is cut and every tunnel forgotten. */
  stop(): Promise<void>;
  start(): Promise<void>;
  restart(): Promise<void>;
}

const NAME = /^[a-z0-9][a-z0-9-]{2,61}[a-z0-9]$/;

/** `demo.localhost:4400` is for the tunnel `demo`; an address without a name is for the relay itself. */
const nameInHost = (host = ''): string | undefined => /^([a-z0-9-]+)\.localhost(:\d+)?$/.exec(host)?.[1];

export const startRelay = async (options: RelayOptions = {}): Promise<Relay> => {
  let port = options.port ?? 0;
  let faults: RelayFaults = {};
  let server: Server | undefined;
  const tunnels = createTunnels({
    maxConnections: options.maxConnections ?? 10,
    waitMs: options.waitMs ?? 5000,
    graceMs: options.graceMs ?? 1000,
    tls: options.tls,
    relayPort: () => port,
    faults: () => faults,
  });

  const register = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (faults.register === 'hang') return;
    if (faults.register === '503') return answer(response, 503, { message: 'the relay is overloaded' });
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://relay');
    const name = pathname.slice(1);
    if (request.method !== 'GET' || (!name && !searchParams.has('new'))) {
      return answer(response, 404, { message: 'not found' });
    }
    if (name && !NAME.test(name)) return answer(response, 403, { message: 'this is not a valid name' });
    return answer(response, 200, await tunnels.open(name || undefined));
  };

  const start = async (): Promise<void> => {
    const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
      const name = nameInHost(request.headers.host);
      void (name === undefined ? register(request, response) : tunnels.serve(name, request, response));
    };
    const created = options.tls ? createHttpsServer(options.tls, onRequest) : createServer(onRequest);
    created.on('upgrade', (request, client, head) => {
      void tunnels.upgrade(nameInHost(request.headers.host) ?? '', request, client, head);
    });
    await new Promise<void>((resolve, reject) => {
      created.once('error', reject);
      created.listen(port, '127.0.0.1', resolve);
    });
    const address = created.address();
    if (typeof address === 'object' && address) port = address.port;
    server = created;
  };
  const stop = async (): Promise<void> => {
    const stopping = server;
    server = undefined;
    const closed = new Promise<void>((resolve) => {
      if (stopping) stopping.close(() => resolve());
      else resolve();
    });
    stopping?.closeAllConnections();
    await Promise.all([closed, tunnels.close()]);
  };

  await start();
  return {
    url: `${options.tls ? 'tls' : 'http'}://127.0.0.1:${port}`,
    tunnels: () => tunnels.list().map(({ name, url, pool }) => ({ name, url, connected: pool.connected() })),
    setFaults: (next = {}) => {
      faults = next;
    },
    takeName: tunnels.take,
    releaseName: tunnels.release,
    dropConnections: () => {
      for (const { pool } of tunnels.list()) pool.drop();
    },
    stop,
    start,
    restart: async () => {
      await stop();
      await start();
    },
    [Symbol.asyncDispose]: stop,
  };
};
