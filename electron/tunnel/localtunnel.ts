import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import type { Log } from '../log.ts';
import { createChurnGuard } from './churn.ts';
import { type Registration, register } from './registration.ts';
import { type OpenTunnel, TunnelError, type TunnelOpener } from './tunnel.ts';

export interface LocaltunnelOptions {
  /** The relay, e.g. `https://localtunnel.me`. */
  host: string;
  /** Port of the receiver on this machine. */
  localPort: number;
  /** The name set by the planner, requested each time. */
  subdomain?: string | null;
  /** The last name, requested when none is set. */
  lastName?: string | null;
  /** Called with the name the relay gave, to be stored for next time. */
  onName?(name: string): void;
  timeoutMs?: number;
  /** Monotonic clock, in ms: counts connections that end at once. */
  monotonicMs?: () => number;
  log: Log;
}

/**
 * Tunnels over a localtunnel relay. The package's own registration retries every second without end and cannot be stopped, so
 * this module registers by itself, and the package only connects. Any error that it reports counts as a loss, and so does
 * the end of its last connection, which it does not report.
 */
export const createLocaltunnel = (options: LocaltunnelOptions): TunnelOpener => {
  const { host, subdomain = null, onName, timeoutMs = 15_000, log } = options;
  const relay = new URL(host);
  let lastName = options.lastName ?? null;

  const open = async (signal: AbortSignal): Promise<OpenTunnel> => {
    const requestedName = subdomain ?? lastName;
    // Loaded before registration: the relay waits only a short time for our connections.
    const Client = await loadClient();
    const registration = await register(relay, requestedName, signal);
    const tunnel = await connect(Client, registration, options, signal);
    if (requestedName && requestedName !== registration.name)
      log.warn('the relay gave another name', { requestedName, got: registration.name });
    lastName = registration.name;
    onName?.(registration.name);
    return tunnel;
  };

  return {
    kind: 'localtunnel',
    open: async (signal) => {
      const timeoutSignal = AbortSignal.timeout(timeoutMs);
      try {
        return await open(AbortSignal.any([signal, timeoutSignal]));
      } catch (error) {
        if (error === timeoutSignal.reason) throw new TunnelError(`${relay.host}: no answer in ${timeoutMs / 1000} s`);
        throw error;
      }
    },
  };
};

/** Loaded on demand: its HTTP client takes a while to load, and a public address does not need it. */
const loadClient = async () => (await import('localtunnel/lib/Tunnel.js')).default;

const connect = async (
  Client: Awaited<ReturnType<typeof loadClient>>,
  registration: Registration,
  { localPort, monotonicMs }: Pick<LocaltunnelOptions, 'localPort' | 'monotonicMs'>,
  signal: AbortSignal,
): Promise<OpenTunnel> => {
  signal.throwIfAborted();
  const { name, url, connectTo, connections } = registration;
  const client = new Client({ host: url, port: localPort });
  // No `local_host`: with it the package rewrites the request as text, which damages bodies.
  client._init = (done) =>
    done(null, {
      name,
      url,
      max_conn: connections,
      remote_host: connectTo.host,
      remote_port: connectTo.port,
      local_port: localPort,
    });

  const opened = Promise.withResolvers<void>();
  const lost = Promise.withResolvers<Error>();
  const fail = (error: Error) => {
    lost.resolve(error);
    opened.reject(error);
  };
  const sockets = new Set<Socket>();
  const watch = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      // In the next event-loop turn: the package may open a replacement in this one.
      setImmediate(() => {
        if (sockets.size === 0) fail(new TunnelError(`${connectTo.host}: all tunnel connections ended`));
      });
    });
  };
  const close = async () => {
    client.close();
    for (const socket of sockets) socket.destroy();
  };

  const churnGuard = createChurnGuard(connections, monotonicMs);
  client.on('error', (error) => fail(new TunnelError(error.message)));
  client.on('request', churnGuard.connectionUsed);
  client.once('url', () => opened.resolve());
  captureSockets(watch, () => client.open(() => {}));
  const cluster = client.tunnelCluster;
  const reopen = cluster.open.bind(cluster);
  cluster.open = () => captureSockets(watch, reopen);
  cluster.on('dead', () => {
    if (churnGuard.recordClose()) fail(new TunnelError(`${connectTo.host}: tunnel connections end at once`));
  });

  const onAbort = () => opened.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await opened.promise;
    return { url, lost: lost.promise, close };
  } catch (error) {
    await close();
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
};

/** Reports each socket that `run` creates: the package does not expose them and cannot close those still connecting. */
const captureSockets = (onSocket: (socket: Socket) => void, run: () => void): void => {
  const listener = (message: unknown) => onSocket((message as { socket: Socket }).socket);
  subscribe('net.client.socket', listener);
  try {
    run();
  } finally {
    unsubscribe('net.client.socket', listener);
  }
};
