import type { SendRequest } from '../request.ts';
import type { TunnelOpener } from './tunnel.ts';

export interface ProbeOptions {
  kind: TunnelOpener['kind'];
  /** Creates a heartbeat: its path below the public address, and its body, which identifies this installation. */
  testMessage(): {
    path: string;
    body: Uint8Array;
    /** Whether this message arrived: an answer alone could come from a proxy. */
    arrived(): boolean;
  };
  sendRequest: SendRequest;
  timeoutMs?: number;
}

/** The public relay shows browsers a reminder page; this header skips it. */
const HEADERS = { localtunnel: { 'bypass-tunnel-reminder': '1' }, 'public-url': {} };

/**
 * Posts a test message to the public address. Resolves to true only when the answer is 204 and the message arrived in the receiver.
 */
export const createProbe =
  ({ kind, testMessage, sendRequest, timeoutMs = 10_000 }: ProbeOptions) =>
  async (url: string, signal: AbortSignal): Promise<boolean> => {
    const { path, body, arrived } = testMessage();
    try {
      const response = await sendRequest(`${url}${path}`, {
        method: 'POST',
        // A new connection: an open one may date from before a sleep or an outage.
        headers: { ...HEADERS[kind], 'content-type': 'application/octet-stream', connection: 'close' },
        body,
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      await response.body?.cancel();
      return response.status === 204 && arrived();
    } catch {
      return false;
    }
  };
