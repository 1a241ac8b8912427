import { z } from 'zod';
import { SEEN_PERIODS, SHIFT_PERIODS, seenDays, seenRangeMs, shiftDays } from './periods.ts';
import { type SearchFilters, type SearchOrder, searchFilters, searchOrder } from './search.ts';
import type { Day } from './time.ts';

const name = z.string().trim().min(1).max(100);
/**
 * A search as it is kept: its words and chips, and how its results are ordered. A period with a name stands in the place of
 * its days: next week is another one each week.
 */
export const savedFilters = searchFilters.extend({
  order: searchOrder.optional(),
  shiftPeriod: z.enum(SHIFT_PERIODS).optional(),
  seenPeriod: z.enum(SEEN_PERIODS).optional(),
});
export type SavedFilters = z.infer<typeof savedFilters>;

/** What a kept search asks on a day. */
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
  /** Tell when a new change matches. */
  notify: z.boolean(),
});
/** A search with a name; they come in the planner's own order. */
export type SavedSearch = z.infer<typeof savedSearch>;

export const newSearch = z.object({ name, filters: savedFilters, notify: z.boolean().default(false) });
export const searchChange = z.object({
  id: z.number().int(),
  name: name.optional(),
  filters: savedFilters.optional(),
  notify: z.boolean().optional(),
});
