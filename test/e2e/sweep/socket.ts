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

/** What page and app say to each other. */
export interface Socket {
  /** Names of the requests that the page sent so far. */
  readonly requests: readonly string[];
  /** The status of the connection, each time the app sent it. */
  readonly statuses: readonly Status[];
  /** From now on the page sees these fields in the status of the connection; undefined: the status as it is. */
  setStatus: (fields: object | undefined) => void;
}

const STATUS = new Set(['connection.status', 'connection.changed']);

/** Listens between the page and the app. Before the page is opened. */
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
