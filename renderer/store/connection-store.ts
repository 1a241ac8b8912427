import { createStore } from 'zustand/vanilla';
import type { ConnectionStatus } from '../../shared/connection.ts';
import type { PlannerApi } from '../../shared/contract.ts';
import type { LinkState } from '../bridge.ts';

export interface ConnectionStoreState {
  /** null until first read. */
  status: ConnectionStatus | null;
  /** Whether this window reaches the app itself. */
  link: LinkState;
  /** Whether the browser keeps this page's access. */
  isAccessKept: boolean;
  load: () => Promise<void>;
  apply: (status: ConnectionStatus) => void;
  setLink: (link: LinkState, isAccessKept?: boolean) => void;
}

/** The connection to Protime as the core reports it. */
export const createConnectionStore = (api: PlannerApi) =>
  createStore<ConnectionStoreState>()((set) => {
    // As in `createPushedStore`.
    let pushes = 0;
    return {
      status: null,
      link: 'up',
      isAccessKept: true,
      load: async () => {
        const before = pushes;
        const status = await api.call('connection.status', undefined);
        if (pushes === before) set({ status });
      },
      apply: (status) => {
        pushes += 1;
        set({ status });
      },
      setLink: (link, isAccessKept = true) => set({ link, isAccessKept }),
    };
  });
