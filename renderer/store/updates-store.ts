import { createStore } from 'zustand/vanilla';
import type { PlannerApi } from '../../shared/contract.ts';
import type { UpdateStatus } from '../../shared/update.ts';

export interface UpdatesState {
  status: UpdateStatus;
  load: () => Promise<void>;
  apply: (status: UpdateStatus) => void;
}

/** What is known of newer versions of this app. */
export const createUpdatesStore = (api: PlannerApi) =>
  createStore<UpdatesState>()((set) => {
    let pushes = 0;
    return {
      status: { state: 'unsupported' },
      load: async () => {
        const before = pushes;
        const status = await api.call('updates.status', undefined);
        if (pushes === before) set({ status });
      },
      apply: (status) => {
        pushes += 1;
        set({ status });
      },
    };
  });
