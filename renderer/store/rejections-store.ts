import { createStore } from 'zustand/vanilla';
import type { PlannerApi } from '../../shared/contract.ts';

export interface RejectionsState {
  /** null until first read. */
  openCount: number | null;
  /** Grows with every change of any rejection: what shows a list reads it again. */
  revision: number;
  load: () => Promise<void>;
  apply: (change: { openCount: number }) => void;
}

/** How many rejections wait for the planner. */
export const createRejectionsStore = (api: PlannerApi) =>
  createStore<RejectionsState>()((set, get) => ({
    openCount: null,
    revision: 0,
    load: async () => {
      const { revision } = get();
      const openCount = await api.call('rejections.openCount', undefined);
      if (get().revision === revision) set({ openCount, revision: revision + 1 });
    },
    apply: ({ openCount }) => set((s) => ({ openCount, revision: s.revision + 1 })),
  }));
