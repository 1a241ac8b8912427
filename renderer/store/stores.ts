import type { PlannerApi } from '../../shared/contract.ts';
import { dayOf } from '../../shared/time.ts';
import { createHistoryStore } from '../history/history-store.ts';
import { createConnectionStore } from './connection-store.ts';
import { createExportStore } from './export-store.ts';
import { createNamesStore } from './names-store.ts';
import { createNavigationStore } from './navigation-store.ts';
import { createPlanViewStore } from './plan-view-store.ts';
import { createRejectionsStore } from './rejections-store.ts';
import { createSearchesStore } from './searches-store.ts';
import { createSettingsStore } from './settings-store.ts';
import { createTimelineStore } from './timeline-store.ts';
import { createToastStore } from './toast-store.ts';
import { createUpdatesStore } from './updates-store.ts';

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
    searches: createSearchesStore(api),
    exports: createExportStore(api),
    settings: createSettingsStore(api, locales),
    timeline: createTimelineStore({ api, today }),
    navigation: createNavigationStore(today),
    planView: createPlanViewStore(),
    toasts: createToastStore(),
    updates: createUpdatesStore(api),
  };
};

export type Stores = ReturnType<typeof createStores>;
