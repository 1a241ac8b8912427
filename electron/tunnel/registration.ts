import { z } from 'zod';
import { isLoopback } from '../../shared/settings.ts';
import { TunnelError } from './tunnel.ts';

/** Upper limit for the number of connections a relay asks for. */
const MAX_CONNECTIONS = 10;

const answer = z.object({
  id: z.string().min(1).max(100),
  port: z.number().int().min(1).max(65_535),
  url: z.url({ protocol: /^https?$/ }),
  ip: z.string().nullish(),
  max_conn_count: z.number().int().min(1).nullish(),
});

/** A tunnel that the relay granted. */
export interface Registration {
  name: string;
  /** Without a trailing slash. */
  url: string;
  /** Where the tunnel connects to. */
  connectTo: { host: string; port: number };
  connections: number;
}

/**
 * Requests a tunnel once, under `requestedName` if possible; the relay silently replaces a name in use.
 * @throws TunnelError that names the relay and its answer.
 */
export const register = async (
  relay: URL,
  requestedName: string | null,
  signal: AbortSignal,
): Promise<Registration> => {
  const response = await fetchJson(new URL(requestedName ? `/${requestedName}` : '/?new', relay), signal);
  const parsed = answer.safeParse(response);
  if (!parsed.success) throw new TunnelError(`${relay.host}: unexpected answer`, { cause: parsed.error });
  const { id, url, ip, port, max_conn_count } = parsed.data;
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' && !isLoopback(hostname)) {
    throw new TunnelError(`${relay.host} offers a plain http address`, { code: 'insecure-address' });
  }
  return {
    name: id,
    url: url.replace(/\/+$/, ''),
    connectTo: { host: ip || relay.hostname.replace(/^\[|\]$/g, ''), port },
    connections: Math.min(max_conn_count ?? 1, MAX_CONNECTIONS),
  };
};

const fetchJson = async (url: URL, signal: AbortSignal): Promise<unknown> => {
  const response = await fetch(url, { headers: { accept: 'application/json' }, signal }).catch((error: unknown) => {
    throw signal.aborted ? signal.reason : new TunnelError(`${url.host}: ${reasonOf(error)}`, { cause: error });
  });
  const body: unknown = await response.json().catch(() => undefined);
  signal.throwIfAborted();
  if (response.status !== 200) throw new TunnelError(`${url.host} answered ${response.status}`);
  return body;
};

/** `fetch` puts the system's error code, e.g. ENOTFOUND, in the cause. */
const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
};
