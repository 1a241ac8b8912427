import { openDatabase } from '../../../electron/database/database.ts';
import { createApply, type Origin } from '../../../electron/ingest/apply.ts';
import { parseAssignment, parseDelete } from '../../../electron/protime/assignment-wire.ts';
import { createStores } from '../../../electron/storage/stores.ts';
import type { ChangeEvent } from '../../../shared/change-event.ts';

/** A log and a plan in memory. */
export const startCore = () => {
  const db = openDatabase(':memory:');
  const stores = createStores(db);
  return { db, ...stores, ...createApply(stores) };
};
export type Core = ReturnType<typeof startCore>;

export const pushed = (seenAtMs = 1000): Origin => ({ source: 'webhook', deliveryId: null, seenAtMs, initial: false });
export const listed = (seenAtMs = 1000, initial = false): Origin => ({
  source: 'sync',
  deliveryId: null,
  seenAtMs,
  initial,
});

const must = <T>(event: T | string): T => {
  if (typeof event === 'string') throw new Error(event);
  return event;
};

/** A parsed upsert event with default values. */
export const upsert = (id: number, changeVersion: string, fields: Record<string, unknown> = {}): ChangeEvent =>
  must(
    parseAssignment({
      id,
      changeVersion,
      person: { id: 7 },
      from: '2026-03-10',
      until: '2026-03-10',
      startTimeInMinutes: 480,
      endTimeInMinutes: 1020,
      isRejected: false,
      ...fields,
    }),
  );

export const remove = (id: number, changeVersion: string): ChangeEvent => must(parseDelete({ id, changeVersion }));
