import type { AccessRefusal, HelloAnswer } from '../shared/access.ts';
import type { InputOf, PayloadOf, PushName, RequestName } from '../shared/contract.ts';
import { type Answer, unwrap } from './answer.ts';
import type { Bridge, LinkState } from './bridge.ts';
import { createListeners } from './listeners.ts';
import type { PageAccess } from './page-access.ts';
import { RequestError } from './store/request-error.ts';

interface Options {
  url: string;
  access: PageAccess;
  /** Delays before each new attempt; the last one repeats. */
  backoffMs?: readonly number[];
  /** Timeout of a call, including waiting for the connection. */
  callTimeoutMs?: number;
  /** Interval of a ping request; the socket of a frozen process stays open. */
  pingIntervalMs?: number;
  /** After this time without a connection the state changes from "reconnecting" to "not running". */
  unreachableAfterMs?: number;
  /** After too many wrong attempts: pause before the next one. */
  refusedRetryMs?: number;
}

type Frame = ({ id: number } & Answer) | { push: PushName; payload: unknown } | HelloAnswer;

interface PendingCall {
  frame: string;
  sent: boolean;
  settle: (answer: Answer | 'lost') => void;
}

/** Bridge over a WebSocket that reconnects automatically. */
export const openSocketBridge = (options: Options): Bridge => {
  const { url, access, callTimeoutMs = 30_000, pingIntervalMs = 20_000, unreachableAfterMs = 2500 } = options;
  const { refusedRetryMs = 60_000 } = options;
  const backoffMs = options.backoffMs ?? [150, 300, 600, 1200, 2500];
  const links = createListeners<LinkState>();
  const reconnections = createListeners<void>();
  const pushes = new Map<PushName, ReturnType<typeof createListeners<unknown>>>();
  const pendingCalls = new Map<number, PendingCall>();
  let socket: WebSocket | undefined;
  let link: LinkState = 'reconnecting';
  /** The app accepted this page over the present socket. */
  let isAdmitted = false;
  let isRefused = false;
  /** Requests may have failed or pushes been missed before this connection. */
  let isBehind = false;
  let closed = false;
  let attempt = 0;
  let nextId = 1;
  let unreachableTimer: ReturnType<typeof setTimeout> | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;

  const setLink = (next: LinkState) => {
    if (next === link) return;
    link = next;
    links.notify(next);
  };

  const connect = () => {
    const newSocket = new WebSocket(url);
    socket = newSocket;
    isAdmitted = false;
    newSocket.addEventListener('open', () => newSocket.send(JSON.stringify({ hello: access.hello() })));
    newSocket.addEventListener('message', ({ data }) => receive(String(data)));
    newSocket.addEventListener('close', () => {
      if (socket === newSocket) onSocketLost();
    });
  };

  const onAdmitted = (key: string | undefined) => {
    access.accepted(key);
    attempt = 0;
    clearTimeout(unreachableTimer);
    unreachableTimer = undefined;
    isAdmitted = true;
    setLink('up');
    for (const call of pendingCalls.values()) send(call);
    if (isBehind) reconnections.notify();
    isBehind = true;
  };

  /** The page does not try again by itself, except after too many attempts. */
  const onRefused = (reason: AccessRefusal) => {
    access.refused();
    isRefused = true;
    isBehind = true;
    clearTimeout(unreachableTimer);
    unreachableTimer = undefined;
    for (const call of [...pendingCalls.values()]) call.settle('lost');
    setLink(reason);
    if (reason === 'too-many-attempts') retryTimer = setTimeout(retryAfterRefusal, refusedRetryMs);
  };

  const retryAfterRefusal = () => {
    if (!isRefused || closed) return;
    isRefused = false;
    clearTimeout(retryTimer);
    connect();
  };

  const onSocketLost = () => {
    socket = undefined;
    // Calls already sent may have been executed, so they fail and are not repeated. Unsent calls stay queued.
    for (const call of [...pendingCalls.values()]) if (call.sent) call.settle('lost');
    if (closed || isRefused) return;
    if (link === 'up') setLink('reconnecting');
    unreachableTimer ??= setTimeout(() => setLink('gone'), unreachableAfterMs);
    clearTimeout(retryTimer);
    retryTimer = setTimeout(connect, backoffMs[Math.min(attempt, backoffMs.length - 1)]);
    attempt += 1;
  };

  const send = (call: PendingCall) => {
    if (socket?.readyState !== WebSocket.OPEN || !isAdmitted || call.sent) return;
    call.sent = true;
    socket.send(call.frame);
  };

  const receive = (data: string) => {
    const frame = JSON.parse(data) as Frame;
    if ('welcome' in frame) onAdmitted(frame.welcome.key);
    else if ('refused' in frame) onRefused(frame.refused);
    else if ('push' in frame) pushes.get(frame.push)?.notify(frame.payload);
    else pendingCalls.get(frame.id)?.settle(frame);
  };

  const sendCall = (name: RequestName, input: unknown, timeoutMs: number): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const id = nextId++;
      const settle = (answer: Answer | 'lost') => {
        clearTimeout(timer);
        pendingCalls.delete(id);
        if (answer === 'lost') reject(new RequestError('disconnected'));
        else resolve(answer);
      };
      const timer = setTimeout(() => settle('lost'), timeoutMs);
      const call = { frame: JSON.stringify({ id, name, input }), sent: false, settle };
      pendingCalls.set(id, call);
      send(call);
    });

  const pingTimer = setInterval(() => {
    const pingedSocket = socket;
    if (pingedSocket?.readyState !== WebSocket.OPEN || !isAdmitted) return;
    sendCall('app.info', undefined, pingIntervalMs / 2).catch(() => {
      if (socket !== pingedSocket) return;
      pingedSocket.close();
      onSocketLost();
    });
  }, pingIntervalMs);

  unreachableTimer = setTimeout(() => setLink('gone'), unreachableAfterMs);
  const stopWatching = access.onKeyAdded(retryAfterRefusal);
  connect();

  return {
    call: async <N extends RequestName>(name: N, input: InputOf<N>) =>
      unwrap<N>(await sendCall(name, input, callTimeoutMs)),
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
    isAccessKept: access.isKept,
    close: () => {
      closed = true;
      stopWatching();
      clearInterval(pingTimer);
      clearTimeout(unreachableTimer);
      clearTimeout(retryTimer);
      for (const call of [...pendingCalls.values()]) call.settle('lost');
      socket?.close();
    },
  };
};
