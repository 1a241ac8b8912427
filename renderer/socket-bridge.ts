import type { InputOf, PayloadOf, PushName, RequestName } from '../shared/contract.ts';
import { type Answer, unwrap } from './answer.ts';
import type { Bridge, LinkState } from './bridge.ts';
import { createListeners } from './listeners.ts';
import { RequestError } from './store/request-error.ts';

interface Options {
  url: string;
  /** Delays before each new attempt; the last one repeats. */
  backoffMs?: readonly number[];
  /** How long a call waits for the connection and its answer. */
  patienceMs?: number;
  /** How often the app is asked whether it still answers: a socket to a frozen process looks alive. */
  pulseMs?: number;
  /** A loss shorter than this reads "Reconnecting…", a longer one "not running". */
  goneAfterMs?: number;
}

interface Waiting {
  frame: string;
  sent: boolean;
  settle: (answer: Answer | 'lost') => void;
}

/** Web mode's bridge: one WebSocket that comes back by itself. */
export const openSocketBridge = (options: Options): Bridge => {
  const { url, patienceMs = 30_000, pulseMs = 20_000, goneAfterMs = 2500 } = options;
  const backoffMs = options.backoffMs ?? [150, 300, 600, 1200, 2500];
  const links = createListeners<LinkState>();
  const reconnections = createListeners<void>();
  const pushes = new Map<PushName, ReturnType<typeof createListeners<unknown>>>();
  const waiting = new Map<number, Waiting>();
  let socket: WebSocket | undefined;
  let link: LinkState = 'reconnecting';
  let everOpen = false;
  let closed = false;
  let attempt = 0;
  let nextId = 1;
  let goneTimer: ReturnType<typeof setTimeout> | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;

  const setLink = (next: LinkState) => {
    if (next === link) return;
    link = next;
    links.tell(next);
  };

  const connect = () => {
    const mine = new WebSocket(url);
    socket = mine;
    mine.addEventListener('open', () => {
      attempt = 0;
      clearTimeout(goneTimer);
      goneTimer = undefined;
      setLink('up');
      for (const call of waiting.values()) send(call);
      if (everOpen) reconnections.tell();
      everOpen = true;
    });
    mine.addEventListener('message', ({ data }) => receive(String(data)));
    mine.addEventListener('close', () => {
      if (socket === mine) lost();
    });
  };

  const lost = () => {
    socket = undefined;
    // What was sent may or may not have been done, so it is not sent again; what was not sent yet still waits.
    for (const call of [...waiting.values()]) if (call.sent) call.settle('lost');
    if (closed) return;
    if (link === 'up') setLink('reconnecting');
    goneTimer ??= setTimeout(() => setLink('gone'), goneAfterMs);
    clearTimeout(retryTimer);
    retryTimer = setTimeout(connect, backoffMs[Math.min(attempt, backoffMs.length - 1)]);
    attempt += 1;
  };

  const send = (call: Waiting) => {
    if (socket?.readyState !== WebSocket.OPEN || call.sent) return;
    call.sent = true;
    socket.send(call.frame);
  };

  const receive = (data: string) => {
    const frame = JSON.parse(data) as ({ id: number } & Answer) | { push: PushName; payload: unknown };
    if ('push' in frame) pushes.get(frame.push)?.tell(frame.payload);
    else waiting.get(frame.id)?.settle(frame);
  };

  const ask = (name: RequestName, input: unknown, withinMs: number): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const id = nextId++;
      const settle = (answer: Answer | 'lost') => {
        clearTimeout(timer);
        waiting.delete(id);
        if (answer === 'lost') reject(new RequestError('disconnected'));
        else resolve(answer);
      };
      const timer = setTimeout(() => settle('lost'), withinMs);
      const call = { frame: JSON.stringify({ id, name, input }), sent: false, settle };
      waiting.set(id, call);
      send(call);
    });

  const pulse = setInterval(() => {
    const asked = socket;
    if (asked?.readyState !== WebSocket.OPEN) return;
    ask('app.info', undefined, pulseMs / 2).catch(() => {
      if (socket !== asked) return;
      asked.close();
      lost();
    });
  }, pulseMs);

  goneTimer = setTimeout(() => setLink('gone'), goneAfterMs);
  connect();

  return {
    call: async <N extends RequestName>(name: N, input: InputOf<N>) => unwrap<N>(await ask(name, input, patienceMs)),
    on: <N extends PushName>(name: N, listener: (payload: PayloadOf<N>) => void) => {
      const known = pushes.get(name) ?? createListeners<unknown>();
      pushes.set(name, known);
      return known.add((payload) => listener(payload as PayloadOf<N>));
    },
    onLink: (listener) => {
      listener(link);
      return links.add(listener);
    },
    onReconnected: (listener) => reconnections.add(listener),
    close: () => {
      closed = true;
      clearInterval(pulse);
      clearTimeout(goneTimer);
      clearTimeout(retryTimer);
      for (const call of [...waiting.values()]) call.settle('lost');
      socket?.close();
    },
  };
};
