import { z } from 'zod';
import { parseJson } from '../../shared/json.ts';
import { isLoopback } from '../../shared/settings.ts';
import type { RequestAnswer, SendRequest } from '../request.ts';
import type { RelayPort } from './relay-connection.ts';
import { TunnelError } from './tunnel.ts';

/** Upper limit for the number of connections a relay asks for. */
const MAX_CONNECTIONS = 10;
const MAX_ANSWER_BYTES = 64 * 1024;

/** `ip`, which relays may add, is ignored: tunnel connections go to the relay itself. */
const answer = z.object({
  id: z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/),
  port: z.number().int().min(1).max(65_535),
  url: z.url({ protocol: /^https?$/ }),
  max_conn_count: z.number().int().min(1).nullish(),
});

/** A tunnel that the relay granted. */
export interface Registration {
  name: string;
  /** Without a trailing slash. */
  url: string;
  /** Where the tunnel connects to. */
  connectTo: RelayPort;
  connections: number;
}

/**
 * Requests a tunnel once, under `requestedName` if possible; the relay silently replaces a name in use.
 * @param relay `https://…`, or `tls://…` for encrypted tunnel connections.
 * @throws TunnelError that names the relay and its answer.
 */
export const register = async (
  relay: URL,
  requestedName: string | null,
  sendRequest: SendRequest,
  signal: AbortSignal,
): Promise<Registration> => {
  const isTls = relay.protocol === 'tls:';
  const base = new URL(relay.href.replace(/^tls:/, 'https:'));
  const path = requestedName ? `/${encodeURIComponent(requestedName)}` : '/?new';
  const parsed = answer.safeParse(parseJson(await readAnswer(new URL(path, base), sendRequest, signal)));
  if (!parsed.success) throw new TunnelError(`${base.host}: unexpected answer`, { cause: parsed.error });
  const { id, url, port, max_conn_count } = parsed.data;
  return {
    name: id,
    url: publicUrl(new URL(url), base),
    connectTo: { host: hostName(base), port, tls: isTls },
    connections: Math.min(max_conn_count ?? 1, MAX_CONNECTIONS),
  };
};

/** The public relay gives addresses below its other name. */
const SAME_RELAY = new Map([['localtunnel.me', 'loca.lt']]);

/** The address the relay gave, if it belongs to the relay: the app sends its test messages there. @throws TunnelError */
const publicUrl = ({ protocol, origin, hostname, pathname }: URL, relay: URL): string => {
  const domains = [relay.hostname, SAME_RELAY.get(relay.hostname)];
  const isOfRelay =
    domains.some((domain) => domain !== undefined && (hostname === domain || hostname.endsWith(`.${domain}`))) ||
    (isLoopback(hostname) && isLoopback(relay.hostname));
  if (!isOfRelay) throw new TunnelError(`${relay.host} offers an address of another host`);
  if (protocol !== 'https:' && !isLoopback(hostname))
    throw new TunnelError(`${relay.host} offers a plain http address`, { code: 'insecure-address' });
  return `${origin}${pathname}`.replace(/\/+$/, '');
};

const hostName = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** @throws TunnelError when the relay cannot be reached or does not answer 200 with a short text; no redirect is followed. */
const readAnswer = async (url: URL, sendRequest: SendRequest, signal: AbortSignal): Promise<string> => {
  try {
    const response = await sendRequest(url.href, { headers: { accept: 'application/json' }, signal });
    if (response.status === 200) return await readShortText(response, url);
    await response.body?.cancel();
    throw new TunnelError(`${url.host} answered ${response.status}`);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof TunnelError) throw error;
    throw new TunnelError(`${url.host}: ${reasonOf(error)}`, { cause: error });
  }
};

const readShortText = async (response: RequestAnswer, { host }: URL): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of response.body ?? []) {
    sizeBytes += chunk.byteLength;
    // Leaving the loop cancels the rest.
    if (sizeBytes > MAX_ANSWER_BYTES) throw new TunnelError(`${host}: unexpected answer`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
};

/** The system's error code, e.g. ENOTFOUND, may be in the cause. */
const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
};
