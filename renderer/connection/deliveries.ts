import type { DeliverySummary } from '../../shared/delivery.ts';

/** Deliveries that were read, newest first. */
export interface Deliveries {
  deliveries: readonly DeliverySummary[];
  /** Cursor of the next page; null: last page. */
  nextBefore: number | null;
}

/**
 * Replaces what the newest page covers; older deliveries stay. If the page does not reach the known ones, only the page is
 * returned, because deliveries in between would be missing.
 */
export const withNewest = (known: Deliveries, page: Deliveries): Deliveries => {
  const last = page.deliveries.at(-1)?.id;
  const reaches = last !== undefined && page.nextBefore !== null && last <= (known.deliveries[0]?.id ?? 0);
  const older = reaches ? known.deliveries.filter(({ id }) => id < last) : [];
  return older.length > 0 ? { deliveries: [...page.deliveries, ...older], nextBefore: known.nextBefore } : page;
};

export const withOlder = (known: Deliveries, page: Deliveries): Deliveries => ({
  deliveries: [...known.deliveries, ...page.deliveries],
  nextBefore: page.nextBefore,
});
