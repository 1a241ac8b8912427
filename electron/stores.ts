import { createAssignmentStore } from './database/assignments.ts';
import { createChangeLog } from './database/change-log.ts';
import { createCounters } from './database/counters.ts';
import type { WritableDb } from './database/database.ts';
import { createDeliveryStore } from './database/deliveries.ts';
import { createGapStore } from './database/gaps.ts';
import { createNameStore } from './database/names.ts';
import { createRejectionStore } from './database/rejections.ts';
import { createSavedSearches } from './database/saved-searches.ts';
import { createSettingStore } from './database/settings-store.ts';
import { createSubscriptionStore } from './database/subscriptions.ts';

/** Every store over the one connection that writes. */
export const createStores = (db: WritableDb, now: () => number = Date.now) => ({
  assignments: createAssignmentStore(db),
  changes: createChangeLog(db),
  counters: createCounters(db),
  deliveries: createDeliveryStore(db),
  gaps: createGapStore(db),
  names: createNameStore(db),
  rejections: createRejectionStore(db, now),
  searches: createSavedSearches(db),
  subscriptions: createSubscriptionStore(db),
  values: createSettingStore(db),
});

export type Stores = ReturnType<typeof createStores>;
