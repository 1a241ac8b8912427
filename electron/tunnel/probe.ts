import type { TunnelProvider } from './tunnel.ts';

export interface ProbeOptions {
  kind: TunnelProvider['kind'];
  /** A fresh heartbeat of this installation: where it goes on the public address, and its body. */
  ticket(): { path: string; body: Uint8Array };
  timeoutMs?: number;
}

/** The public relay puts a page for visitors in front of browsers; this header says that we are none. */
const HEADERS = { localtunnel: { 'bypass-tunnel-reminder': '1' }, 'public-url': {} };

/** Posts a ticket to the public address; true only when the receiver, which knows its own tickets, answered 204. */
export const createProbe =
  ({ kind, ticket, timeoutMs = 10_000 }: ProbeOptions) =>
  async (url: string, signal: AbortSignal): Promise<boolean> => {
    const { path, body } = ticket();
    try {
      const response = await fetch(`${url}${path}`, {
        method: 'POST',
        // A connection of its own: one kept from before a sleep or an outage would answer for the past.
        headers: { ...HEADERS[kind], 'content-type': 'application/octet-stream', connection: 'close' },
        body: new Uint8Array(body),
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      await response.body?.cancel();
      return response.status === 204;
    } catch {
      return false;
    }
  };
