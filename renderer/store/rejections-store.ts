import { createStore } from 'zustand/vanilla';
import type { PlannerApi } from '../../shared/contract.ts';

export interface RejectionsState {
  /** null until first read. */
  openCount: number | null;
  /** Incremented with every change of a rejection; lists reload when it changes. */
  revision: number;
  load: () => Promise<void>;
  apply: (change: { openCount: number }) => void;
}

/** Number of open rejections. */
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
