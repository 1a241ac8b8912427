import type { Day } from '../../shared/time.ts';
import type { CounterStore } from '../database/tables/counters.ts';

/** The API is asked about the assignments of an unsigned delivery if it contains at most this many. */
export const MAX_HINTS_PER_DELIVERY = 500;
/** Assignments that wait for a confirmation at the same time. */
const MAX_HINTS = 1000;
const MAX_BYTES_PER_DAY = 32 * 1024 * 1024;
const MAX_ROWS_PER_DAY = 20_000;

export type QuotaDecision =
  /** Stored, and the API is asked about its assignments. */
  | 'ask'
  /** Only the ids of its assignments are stored. */
  | 'envelope'
  /** Only counted. */
  | 'count';

/**
 * Limits the deliveries without a signature that are stored, and about whose assignments the API is asked. Anybody who knows
 * the address could send many of them, fill the disk and delay the confirmation of a genuine one. No change is lost over the
 * quota: the whole plan is read at once instead. The quota is per day; what a day has used is among the counters.
 */
export const createUnsignedQuota = (
  waitingHints: () => number,
  counters: Pick<CounterStore, 'ofDay' | 'unverifiedBytesOfDay' | 'addUnverifiedBytes'>,
) => {
  let day: Day = '';
  let [bytes, rows] = [0, 0];
  return {
    /** Decides about one delivery, and takes what it needs from the quota. Call in the transaction that stores it. */
    take(today: Day, bodyBytes: number, assignments: number): QuotaDecision {
      if (today !== day) {
        day = today;
        [bytes, rows] = [counters.unverifiedBytesOfDay(day), counters.ofDay(day).unverified];
      }
      if (rows >= MAX_ROWS_PER_DAY) return 'count';
      rows += 1;
      const canBeAskedAbout = assignments <= MAX_HINTS_PER_DELIVERY && waitingHints() + assignments <= MAX_HINTS;
      if (!canBeAskedAbout || bytes + bodyBytes > MAX_BYTES_PER_DAY) return 'envelope';
      bytes += bodyBytes;
      counters.addUnverifiedBytes(day, bodyBytes);
      return 'ask';
    },
  };
};
