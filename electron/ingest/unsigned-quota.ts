import type { Day } from '../../shared/time.ts';

/** Assignments a single unsigned delivery may name and be asked about one by one. */
export const MAX_HINTS_PER_DELIVERY = 500;
/** Assignments that wait for a confirmation at the same time. */
const MAX_HINTS = 1000;
const MAX_BYTES_PER_DAY = 32 * 1024 * 1024;
const MAX_ROWS_PER_DAY = 20_000;

export type QuotaDecision =
  | 'ask'
  /** Kept without its body. */
  | 'envelope'
  /** Not kept. */
  | 'count';

/**
 * What may be kept and asked about of deliveries whose sender proves nothing: whoever knows the address could fill the disk
 * with them, and hold up the question about a genuine one. What is over the quota is not lost: the whole plan is read
 * instead, at once. Counted per day, until the app ends.
 */
export const createUnsignedQuota = (waitingHints: () => number) => {
  let day: Day = '';
  let [bytes, rows] = [0, 0];
  return {
    /** Takes what the delivery needs. */
    take(today: Day, bodyBytes: number, assignments: number): QuotaDecision {
      if (today !== day) [day, bytes, rows] = [today, 0, 0];
      if (rows >= MAX_ROWS_PER_DAY) return 'count';
      rows += 1;
      const canBeAskedAbout = assignments <= MAX_HINTS_PER_DELIVERY && waitingHints() + assignments <= MAX_HINTS;
      if (!canBeAskedAbout || bytes + bodyBytes > MAX_BYTES_PER_DAY) return 'envelope';
      bytes += bodyBytes;
      return 'ask';
    },
  };
};
