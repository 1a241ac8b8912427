import type { WritableDb } from '../database/database.ts';
import { createAssignmentStore } from '../database/tables/assignments.ts';
import { createChangeLog } from '../database/tables/change-log.ts';
import { createCounters } from '../database/tables/counters.ts';
import { createDeliveryStore } from '../database/tables/deliveries.ts';
import { createGapStore } from '../database/tables/gaps.ts';
import { createHintStore } from '../database/tables/hints.ts';
import { createKeyValueStore } from '../database/tables/key-value-store.ts';
import { createNameStore } from '../database/tables/names.ts';
import { createRejectionStore } from '../database/tables/rejections.ts';
import { createSavedSearches } from '../database/tables/saved-searches.ts';
import { createSubscriptionStore } from '../database/tables/subscriptions.ts';

/** Every store over the one connection that writes. */
export const createStores = (db: WritableDb, now: () => number = Date.now) => ({
  assignments: createAssignmentStore(db),
  changes: createChangeLog(db),
  counters: createCounters(db),
  deliveries: createDeliveryStore(db),
  gaps: createGapStore(db),
  hints: createHintStore(db),
  names: createNameStore(db),
  rejections: createRejectionStore(db, now),
  searches: createSavedSearches(db),
  subscriptions: createSubscriptionStore(db),
  values: createKeyValueStore(db),
});

export type Stores = ReturnType<typeof createStores>;
