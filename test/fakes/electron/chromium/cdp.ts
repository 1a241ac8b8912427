import type { Readable, Writable } from 'node:stream';

export type Params = Record<string, unknown>;
type Listener = (params: Params) => void;

/** A CDP session with the browser or one of its targets. */
export interface Session {
  send<T = Params>(method: string, params?: Params): Promise<T>;
  on(event: string, listener: Listener): void;
}

export interface Cdp {
  readonly browser: Session;
  session(sessionId: string): Session;
}

interface Message {
  id?: number;
  method?: string;
  params?: Params;
  sessionId?: string;
  result?: Params;
  error?: { message: string };
}

/** Chromium's DevTools protocol over its pipe: JSON, ended by a zero. The browser ends with the pipe. */
export const connectCdp = (input: Writable, output: Readable): Cdp => {
  const pending = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  const listeners = new Map<string, Set<Listener>>();
  let lastId = 0;
  let incomplete = '';

  const receive = ({ id, method, params = {}, sessionId = '', result = {}, error }: Message): void => {
    if (id === undefined) {
      for (const listener of [...(listeners.get(`${sessionId} ${method}`) ?? [])]) listener(params);
      return;
    }
    const waiting = pending.get(id);
    pending.delete(id);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result as never);
  };
  output.setEncoding('utf8').on('data', (text: string) => {
    const parts = (incomplete + text).split('\0');
    incomplete = parts.pop() ?? '';
    for (const part of parts) receive(JSON.parse(part));
  });
  // Reject pending calls when the browser ends.
  output.once('close', () => {
    for (const { reject } of pending.values()) reject(new Error('the browser is gone'));
    pending.clear();
  });
  input.on('error', () => {});

  const session = (sessionId?: string): Session => ({
    send: (method, params = {}) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        pending.set(lastId, { resolve, reject });
        input.write(`${JSON.stringify({ id: lastId, method, params, sessionId })}\0`);
      }),
    on: (event, listener) => {
      const key = `${sessionId ?? ''} ${event}`;
      listeners.set(key, (listeners.get(key) ?? new Set()).add(listener));
    },
  });
  return { browser: session(), session };
};
