import { z } from 'zod';
import { searchFilters, searchOrder } from './search.ts';

const name = z.string().trim().min(1).max(100);
/** A search as it is kept: its words and chips, and how its results are ordered. */
export const savedFilters = searchFilters.extend({ order: searchOrder.optional() });

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
