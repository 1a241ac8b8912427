import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import type { Log } from '../log.ts';
import { createChurnGuard } from './churn.ts';
import { type Registration, register } from './registration.ts';
import { type OpenTunnel, TunnelError, type TunnelProvider } from './tunnel.ts';

export interface LocaltunnelOptions {
  /** The relay, e.g. `https://localtunnel.me`. */
  host: string;
  /** Port of the receiver on this machine. */
  localPort: number;
  /** The name the planner wishes; it is asked for each time. */
  subdomain?: string | null;
  /** The name of last time, asked for when nothing is wished. */
  lastName?: string | null;
  /** The name we got: to be kept for next time. */
  onName?(name: string): void;
  timeoutMs?: number;
  /** Monotonic, in ms: connections that end at once are counted by it. */
  monotonicMs?: () => number;
  log: Log;
}

/**
 * Tunnels over a localtunnel relay. The package's own registration repeats every second for ever and cannot be
 * stopped, so we register ourselves and let the package do what follows; any error it reports, and the end of its
 * last connection, which it does not report, is a loss.
 */
export const createLocaltunnel = (options: LocaltunnelOptions): TunnelProvider => {
  const { host, subdomain = null, onName, timeoutMs = 15_000, log } = options;
  const relay = new URL(host);
  let lastName = options.lastName ?? null;

  const open = async (signal: AbortSignal): Promise<OpenTunnel> => {
    const requestedName = subdomain ?? lastName;
    // Loaded before the relay grants anything: it waits for our connections only so long.
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

/** Only when needed: it brings an HTTP client that takes a while to load, and a public address needs none of it. */
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
      // After the package had its turn to open another one in its place.
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

/** Hands over each socket that `run` creates: the package keeps them to itself and cannot end those that still connect. */
const captureSockets = (onSocket: (socket: Socket) => void, run: () => void): void => {
  const listener = (message: unknown) => onSocket((message as { socket: Socket }).socket);
  subscribe('net.client.socket', listener);
  try {
    run();
  } finally {
    unsubscribe('net.client.socket', listener);
  }
};
