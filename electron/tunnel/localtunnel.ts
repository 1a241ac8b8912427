import type { Logger } from '../log.ts';
import type { SendRequest } from '../request.ts';
import { createChurnGuard } from './churn.ts';
import { type Registration, register } from './registration.ts';
import { connectToRelay } from './relay-connection.ts';
import { type OpenTunnel, TunnelError, type TunnelOpener } from './tunnel.ts';

export interface LocaltunnelOptions {
  /** The relay, e.g. `https://localtunnel.me`; with `tls://` the tunnel connections are encrypted too. */
  host: string;
  /** Port of the receiver on this machine. */
  localPort: number;
  /** The name set by the planner, requested each time. */
  subdomain?: string | null;
  /** The last name that this relay gave, requested when none is set. */
  lastName?: string | null;
  /** Called with the name the relay gave, to be stored for next time. */
  onName?(name: string): void;
  sendRequest: SendRequest;
  timeoutMs?: number;
  /** Monotonic clock, in ms: counts connections that end at once. */
  monotonicMs?: () => number;
  log: Logger;
}

/** Tunnels over a localtunnel relay: requests a name, then keeps a few connections to the relay open. */
export const createLocaltunnel = (options: LocaltunnelOptions): TunnelOpener => {
  const { subdomain = null, onName, sendRequest, timeoutMs = 15_000, log } = options;
  const relay = new URL(options.host);
  let lastName = options.lastName ?? null;

  const open = async (signal: AbortSignal): Promise<OpenTunnel> => {
    const requestedName = subdomain ?? lastName;
    const registration = await register(relay, requestedName, sendRequest, signal);
    const tunnel = await connect(registration, options, signal);
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

/** Resolves with the first connection. One that ends is replaced; one that could not be opened is not. */
const connect = async (
  registration: Registration,
  { localPort, monotonicMs }: Pick<LocaltunnelOptions, 'localPort' | 'monotonicMs'>,
  signal: AbortSignal,
): Promise<OpenTunnel> => {
  signal.throwIfAborted();
  const { url, connectTo, connections } = registration;
  const opened = Promise.withResolvers<void>();
  const lost = Promise.withResolvers<Error>();
  const churnGuard = createChurnGuard(connections, monotonicMs);
  const disconnects = new Set<() => void>();
  let isClosed = false;

  const fail = (error: Error): void => {
    lost.resolve(error);
    opened.reject(error);
  };
  const close = async (): Promise<void> => {
    isClosed = true;
    for (const disconnect of disconnects) disconnect();
  };
  const addConnection = (): void => {
    const disconnect = connectToRelay(connectTo, localPort, {
      onOpen: opened.resolve,
      onAnswered: churnGuard.connectionUsed,
      onClosed: ({ wasOpen, error }) => {
        disconnects.delete(disconnect);
        if (isClosed) return;
        if (wasOpen && churnGuard.recordClose())
          fail(new TunnelError(`${connectTo.host}: tunnel connections end at once`));
        else if (wasOpen) addConnection();
        else if (disconnects.size === 0)
          fail(new TunnelError(`${connectTo.host}:${connectTo.port}: ${reasonOf(error)}`));
      },
    });
    disconnects.add(disconnect);
  };
  for (let count = 0; count < connections; count += 1) addConnection();

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

const reasonOf = (error: Error | undefined): string => {
  if (!error) return 'closed';
  if (!('code' in error) || typeof error.code !== 'string') return error.message;
  return error.code === 'ECONNREFUSED' ? 'connection refused' : error.code;
};
