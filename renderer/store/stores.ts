import type { PlannerApi } from '../../shared/contract.ts';
import type { SavedSearch } from '../../shared/saved-search.ts';
import { dayOf } from '../../shared/time.ts';
import type { UpdateStatus } from '../../shared/update.ts';
import { createHistoryStore } from '../history/history-store.ts';
import { createConnectionStore } from './connection-store.ts';
import { createExportStore } from './export-store.ts';
import { createNamesStore } from './names-store.ts';
import { createNavigationStore } from './navigation-store.ts';
import { createPlanViewStore } from './plan-view-store.ts';
import { createPushedStore } from './pushed-store.ts';
import { createRejectionsStore } from './rejections-store.ts';
import { createSettingsStore } from './settings-store.ts';
import { createTimelineStore } from './timeline-store.ts';
import { createToastStore } from './toast-store.ts';

interface Options {
  api: PlannerApi;
  now?: () => number;
  /** Languages of the browser. */
  locales?: readonly string[];
}

/** All stores of a window. */
export const createStores = ({ api, now = Date.now, locales }: Options) => {
  const today = () => dayOf(now());
  return {
    api,
    connection: createConnectionStore(api),
    names: createNamesStore(api),
    rejections: createRejectionsStore(api),
    history: createHistoryStore({ api, now }),
    /** In the planner's own order; null until first read. */
    searches: createPushedStore<readonly SavedSearch[] | null>(null, () => api.call('searches.list', undefined)),
    exports: createExportStore(api),
    settings: createSettingsStore(api, locales),
    timeline: createTimelineStore({ api, today }),
    navigation: createNavigationStore(today),
    planView: createPlanViewStore(),
    toasts: createToastStore(),
    updates: createPushedStore<UpdateStatus>({ state: 'unsupported' }, () => api.call('updates.status', undefined)),
  };
};

export type Stores = ReturnType<typeof createStores>;
