import type { DeliverySummary } from '../../shared/delivery.ts';

/** Deliveries that were read, newest first. */
export interface Deliveries {
  deliveries: readonly DeliverySummary[];
  /** What older ones are asked for with; null: there are none. */
  nextBefore: number | null;
}

/**
 * The newest page in the place of what it covers; what is older stays. Where so much came that the page no longer reaches
 * what is known, the page alone: otherwise there would be a hole.
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
