import { addDays, addMonths, type Day, instantOf, startOfWeek } from './time.ts';

/** Named periods for the day of the shift, relative to today. */
export const SHIFT_PERIODS = ['today', 'tomorrow', 'thisWeek', 'nextWeek', 'thisMonth', 'nextMonth'] as const;
export type ShiftPeriod = (typeof SHIFT_PERIODS)[number];

/** Named periods for when a change was seen, relative to today. */
export const SEEN_PERIODS = ['today', 'yesterday', 'last7', 'last30', 'last365'] as const;
export type SeenPeriod = (typeof SEEN_PERIODS)[number];

/** A range of days, both ends included; a missing end is unbounded. */
export interface Days {
  from?: Day | undefined;
  until?: Day | undefined;
}

/** The days of a named shift period, as of `today`. */
export const shiftDays = (period: ShiftPeriod, today: Day): Required<Days> => {
  const monday = startOfWeek(today);
  const first = `${today.slice(0, 8)}01`;
  const tomorrow = addDays(today, 1);
  switch (period) {
    case 'today':
      return { from: today, until: today };
    case 'tomorrow':
      return { from: tomorrow, until: tomorrow };
    case 'thisWeek':
      return { from: monday, until: addDays(monday, 6) };
    case 'nextWeek':
      return { from: addDays(monday, 7), until: addDays(monday, 13) };
    case 'thisMonth':
      return { from: first, until: addDays(addMonths(first, 1), -1) };
    case 'nextMonth':
      return { from: addMonths(first, 1), until: addDays(addMonths(first, 2), -1) };
  }
};

/** The days of a named "seen" period, as of `today`. */
export const seenDays = (period: SeenPeriod, today: Day): Days => {
  switch (period) {
    case 'today':
      return { from: today };
    case 'yesterday':
      return { from: addDays(today, -1), until: addDays(today, -1) };
    case 'last7':
      return { from: addDays(today, -6) };
    case 'last30':
      return { from: addDays(today, -29) };
    case 'last365':
      return { from: addDays(today, -364) };
  }
};

/**
 * The instants of a range of days: from the start of the first day (included) to the start of the day after the last
 * (excluded).
 */
export const seenRangeMs = ({ from, until }: Days): { seenFromMs?: number; seenUntilMs?: number } => ({
  ...(from ? { seenFromMs: instantOf(from, 0) } : {}),
  ...(until ? { seenUntilMs: instantOf(addDays(until, 1), 0) } : {}),
});
