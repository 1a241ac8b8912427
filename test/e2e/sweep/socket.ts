import type { Page } from '@playwright/test';

interface Status {
  state?: string;
  busy?: boolean;
}

interface Frame {
  id?: number;
  name?: string;
  push?: string;
  payload?: Status;
  value?: Status;
}

/** Records and changes the messages between page and app. */
export interface Socket {
  /** Names of the requests sent so far. */
  readonly requests: readonly string[];
  /** Every connection status that the app sent. */
  readonly statuses: readonly Status[];
  /** From now on the page receives these fields in the connection status; undefined: the real status. */
  setStatus: (fields: object | undefined) => void;
}

const STATUS = new Set(['connection.status', 'connection.changed']);

/** Intercepts the socket between page and app. Call it before the page is opened. */
export const listenBetween = async (page: Page): Promise<Socket> => {
  const requests: string[] = [];
  const statuses: Status[] = [];
  let fields: object | undefined;
  let sendStatus = () => {};
  await page.routeWebSocket(/\/socket$/, (socket) => {
    const server = socket.connectToServer();
    const names = new Map<number, string>();
    sendStatus = () =>
      socket.send(JSON.stringify({ push: 'connection.changed', payload: { ...statuses.at(-1), ...fields } }));
    socket.onMessage((message) => {
      const { id, name } = JSON.parse(String(message)) as Frame;
      if (id !== undefined && name) names.set(id, name);
      if (name) requests.push(name);
      server.send(message);
    });
    server.onMessage((message) => {
      const frame = JSON.parse(String(message)) as Frame;
      if (!STATUS.has(frame.push ?? names.get(frame.id ?? -1) ?? '')) return socket.send(message);
      const status = frame.payload ?? frame.value ?? {};
      statuses.push(status);
      const part = frame.push ? 'payload' : 'value';
      socket.send(JSON.stringify({ ...frame, [part]: { ...status, ...fields } }));
    });
  });
  return {
    requests,
    statuses,
    setStatus: (next) => {
      fields = next;
      sendStatus();
    },
  };
};
