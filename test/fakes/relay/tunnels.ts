import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { answer, forwardRequest, forwardUpgrade } from './forward.ts';
import { openPool, type Pool, type PoolOptions } from './pool.ts';

/** Injected faults; omitted ones are off. */
export interface RelayFaults {
  /** Asking for a tunnel. */
  readonly register?: '503' | 'hang';
  /** The port the client has to connect to. */
  readonly tunnelPort?: 'refuse';
  /** Whatever comes from the public side. */
  readonly public?: '503' | 'hang';
  /** Requests to paths that begin like this are answered with 204 and not passed on. */
  readonly swallow?: string | undefined;
}

export interface Tunnel {
  readonly name: string;
  readonly url: string;
  readonly pool: Pool;
}

export interface TunnelsOptions {
  readonly maxConnections: number;
  readonly waitMs: number;
  readonly graceMs: number;
  readonly tls: PoolOptions['tls'];
  readonly relayPort: () => number;
  readonly faults: () => RelayFaults;
}

const freePort = async (): Promise<number> => {
  const server = createTcpServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return typeof address === 'object' && address ? address.port : 0;
};

/** A stable port per name and relay, below the ephemeral port range. */
const preferredPort = (name: string, relayPort: number): number =>
  20_000 + ([...`${name}:${relayPort}`].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 9973, 7) % 9973);

const listenOn = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.removeListener('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });

/** Tunnels by name. Each also has its own HTTP port, because names under `localhost` do not resolve everywhere. */
export const createTunnels = (options: TunnelsOptions) => {
  const { maxConnections, waitMs, graceMs, tls, relayPort, faults } = options;
  const tunnels = new Map<string, Tunnel>();
  const httpServers = new Map<string, { readonly server: Server; readonly port: number }>();
  const taken = new Set<string>();

  const serve = async (name: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const fault = faults().public;
    if (fault === 'hang') return;
    if (fault === '503') return answer(response, 503, { message: 'the relay is overloaded' });
    const { swallow } = faults();
    if (swallow && request.url?.startsWith(swallow)) {
      request.resume();
      response.writeHead(204).end();
      return;
    }
    const tunnel = tunnels.get(name);
    if (!tunnel) return answer(response, 404, { message: 'no such tunnel' });
    const socket = await tunnel.pool.take();
    if (!socket) return answer(response, 502, { message: 'no connection to the client' });
    return forwardRequest(request, response, socket);
  };
  const upgrade = async (name: string, request: IncomingMessage, client: Duplex, head: Buffer): Promise<void> => {
    client.on('error', () => client.destroy());
    const socket = await tunnels.get(name)?.pool.take();
    if (socket) forwardUpgrade(request, client, head, socket);
    else client.destroy();
  };

  const portFor = async (name: string): Promise<number> => {
    const known = httpServers.get(name);
    if (known) return known.port;
    const server = createServer((request, response) => void serve(name, request, response));
    server.on('upgrade', (request, client, head) => void upgrade(name, request, client, head));
    const port = await listenOn(server, preferredPort(name, relayPort())).catch(() => listenOn(server, 0));
    httpServers.set(name, { server, port });
    return port;
  };

  const open = async (preferredName: string | undefined) => {
    const isFree = preferredName !== undefined && !tunnels.has(preferredName) && !taken.has(preferredName);
    const name = isFree ? preferredName : `t-${randomBytes(5).toString('hex')}`;
    const url = `http://127.0.0.1:${await portFor(name)}`;
    const pool = await openPool({
      maxConnections,
      waitMs,
      graceMs,
      tls,
      onGone: () => {
        pool.close();
        tunnels.delete(name);
      },
    });
    tunnels.set(name, { name, url, pool });
    const port = faults().tunnelPort === 'refuse' ? await freePort() : pool.port;
    return { id: name, port, max_conn_count: maxConnections, url };
  };

  return {
    open,
    serve,
    upgrade,
    list: (): Tunnel[] => [...tunnels.values()],
    /** From now on somebody else has this name. */
    take: (name: string): void => void taken.add(name),
    release: (name: string): void => void taken.delete(name),
    close: async (): Promise<void> => {
      for (const { pool } of tunnels.values()) pool.close();
      tunnels.clear();
      const servers = [...httpServers.values()].map(({ server }) => server);
      httpServers.clear();
      await Promise.all(
        servers.map((server) => {
          const closed = new Promise((resolve) => void server.close(resolve));
          server.closeAllConnections();
          return closed;
        }),
      );
    },
  };
};
