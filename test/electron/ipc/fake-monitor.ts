import type { Monitor } from '../../../electron/monitor/monitor-api.ts';
import type { ConnectedPage } from '../../../electron/notices/connect-page.ts';
import { contract, type Handlers, type PayloadOf, type PushName } from '../../../shared/contract.ts';

const unexpected = (name: string) => () => {
  throw new Error(`unexpected request: ${name}`);
};

/** A fake core with only the given handlers; the test sends its pushes. */
export const createFakeMonitor = (handlers: Partial<Handlers> = {}) => {
  const listeners = new Set<(name: PushName, payload: never) => void>();
  const all = Object.fromEntries(Object.keys(contract).map((name) => [name, unexpected(name)])) as unknown as Handlers;
  const pages: { offer: (id: number) => void; isClosed: boolean }[] = [];
  const monitor: Pick<Monitor, 'handlers' | 'connectPage' | 'onPush'> = {
    handlers: { ...all, ...handlers },
    connectPage: ({ offer }): ConnectedPage => {
      const page = { offer, isClosed: false };
      pages.push(page);
      const close = () => {
        page.isClosed = true;
      };
      // A notice that exists only for the page to which it was offered.
      const take: Handlers['notices.take'] = ({ id }) => ({
        tag: `${pages.indexOf(page)} takes ${id}`,
        title: '',
        body: '',
        target: { screen: 'rejections' },
        quiet: true,
      });
      return { handlers: { ...all, ...handlers, 'notices.take': take }, reload: () => {}, close };
    },
    onPush: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return {
    monitor,
    /** Connected pages, in the order of their connection. */
    pages,
    push: <N extends PushName>(name: N, payload: PayloadOf<N>): void => {
      for (const listener of listeners) listener(name, payload as never);
    },
    listeners: () => listeners.size,
  };
};
