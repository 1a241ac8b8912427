import type { WebSocket } from 'ws';
import { type AccessRefusal, type Hello, type HelloAnswer, hello } from '../../shared/access.ts';
import { parseJson } from '../../shared/json.ts';
import { POLICY } from './socket-client.ts';

/** What a page's first message leads to. */
export type Admission =
  | {
      ok: true;
      /** New, for the page to keep. */
      key?: string;
      /** Aborted when the session ends. */
      ended: AbortSignal;
      /** The session is in use. */
      renew(): void;
    }
  | { ok: false; reason: AccessRefusal };

export interface HelloOptions {
  socket: WebSocket;
  admit(hello: Hello): Admission;
  timeoutMs: number;
  onAdmitted(admission: Admission & { ok: true }): void;
}

const MAX_HELLO_BYTES = 4096;

/** Waits for the first message of a page and answers it. Nothing else is sent or received before. */
export const receiveHello = ({ socket, admit, timeoutMs, onAdmitted }: HelloOptions): void => {
  const timer = setTimeout(() => socket.terminate(), timeoutMs);
  const answer = (frame: HelloAnswer) => socket.send(JSON.stringify(frame));
  // E.g. a frame that is too long: ws closes the socket with the right code.
  socket.on('error', () => {});
  socket.once('close', () => clearTimeout(timer));
  socket.once('message', (data: Buffer, isBinary) => {
    clearTimeout(timer);
    const greeting = isBinary || data.length > MAX_HELLO_BYTES ? undefined : parseHello(data.toString());
    if (!greeting) return socket.close(POLICY, 'not a greeting');
    const admission = admit(greeting);
    if (!admission.ok) {
      answer({ refused: admission.reason });
      return socket.close(POLICY, 'no access');
    }
    answer({ welcome: admission.key === undefined ? {} : { key: admission.key } });
    return onAdmitted(admission);
  });
};

const parseHello = (text: string): Hello | undefined => {
  const json = parseJson(text);
  return typeof json === 'object' && json !== null && 'hello' in json ? hello.safeParse(json.hello).data : undefined;
};
