import type { Monitor } from '../../../electron/monitor-api.ts';
import { contract, type Handlers, type PayloadOf, type PushName } from '../../../shared/contract.ts';

const unexpected = (name: string) => () => {
  throw new Error(`nobody expected ${name}`);
};

/** A core of which only the given handlers work, and whose pushes the test sends. */
export const createFakeMonitor = (handlers: Partial<Handlers> = {}) => {
  const listeners = new Set<(name: PushName, payload: never) => void>();
  const all = Object.fromEntries(Object.keys(contract).map((name) => [name, unexpected(name)])) as unknown as Handlers;
  const monitor: Pick<Monitor, 'handlers' | 'onPush'> = {
    handlers: { ...all, ...handlers },
    onPush: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return {
    monitor,
    push: <N extends PushName>(name: N, payload: PayloadOf<N>): void => {
      for (const listener of listeners) listener(name, payload as never);
    },
    listeners: () => listeners.size,
  };
};
