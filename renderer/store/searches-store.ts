import { createStore } from 'zustand/vanilla';
import type { PlannerApi } from '../../shared/contract.ts';
import type { SavedSearch } from '../../shared/saved-search.ts';

export interface SearchesState {
  /** In the planner's own order; null until first read. */
  searches: readonly SavedSearch[] | null;
  load: () => Promise<void>;
  apply: (searches: readonly SavedSearch[]) => void;
}

/** Saved searches. */
export const createSearchesStore = (api: PlannerApi) =>
  createStore<SearchesState>()((set) => {
    let pushes = 0;
    return {
      searches: null,
      load: async () => {
        const before = pushes;
        const searches = await api.call('searches.list', undefined);
        if (pushes === before) set({ searches });
      },
      apply: (searches) => {
        pushes += 1;
        set({ searches });
      },
    };
  });
