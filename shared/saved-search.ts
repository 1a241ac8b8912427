import { z } from 'zod';
import { SEEN_PERIODS, SHIFT_PERIODS, seenDays, seenRangeMs, shiftDays } from './periods.ts';
import { type SearchFilters, type SearchOrder, searchFilters, searchOrder } from './search.ts';
import type { Day } from './time.ts';

const name = z.string().trim().min(1).max(100);
/**
 * The filters and order of a saved search. A named period such as `nextWeek` is stored by name, because its days change over
 * time.
 */
export const savedFilters = searchFilters.extend({
  order: searchOrder.optional(),
  shiftPeriod: z.enum(SHIFT_PERIODS).optional(),
  seenPeriod: z.enum(SEEN_PERIODS).optional(),
});
export type SavedFilters = z.infer<typeof savedFilters>;

/** The filters of a saved search with named periods replaced by their days as of `today`. */
export const resolveFilters = (
  { shiftPeriod, seenPeriod, ...filters }: SavedFilters,
  today: Day,
): SearchFilters & { order?: SearchOrder | undefined } => ({
  ...filters,
  ...(shiftPeriod ? shiftDays(shiftPeriod, today) : {}),
  ...(seenPeriod ? seenRangeMs(seenDays(seenPeriod, today)) : {}),
});

export const savedSearch = z.object({
  id: z.number().int(),
  name: z.string(),
  filters: savedFilters,
  /** Notify when a new change matches. */
  notify: z.boolean(),
});
/** A saved search. Lists of them are in the order set by the planner. */
export type SavedSearch = z.infer<typeof savedSearch>;

export const newSearch = z.object({ name, filters: savedFilters, notify: z.boolean().default(false) });
export const searchChange = z.object({
  id: z.number().int(),
  name: name.optional(),
  filters: savedFilters.optional(),
  notify: z.boolean().optional(),
});
