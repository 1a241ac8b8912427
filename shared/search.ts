import { z } from 'zod';
import { changeEntry, changeKind, changeOutcome, changeSource } from './change-event.ts';
import { day } from './time.ts';

export const searchFilters = z.object({
  /** All words must occur; the last one may be the beginning of a word. Empty: no condition. */
  text: z.string().max(500).optional(),
  personId: z.number().int().optional(),
  /** Period of the shift, both days included. */
  from: day.optional(),
  until: day.optional(),
  /** Period in which the change was seen: from (included) to (excluded), in ms. */
  seenFromMs: z.number().optional(),
  seenUntilMs: z.number().optional(),
  kinds: z.array(changeKind).optional(),
  sources: z.array(changeSource).optional(),
  outcomes: z.array(changeOutcome).optional(),
});
export type SearchFilters = z.infer<typeof searchFilters>;

export const searchRequest = searchFilters.extend({
  /** Only changes before this position of the log: the `nextBefore` of the page before. */
  beforeSeq: z.number().int().optional(),
  limit: z.number().int().min(1).max(500).default(50),
});
export type SearchRequest = z.infer<typeof searchRequest>;

export const searchPage = z.object({
  /** Newest first. */
  entries: z.array(changeEntry),
  /** null: this was the last page. */
  nextBefore: z.number().int().nullable(),
});
export type SearchPage = z.infer<typeof searchPage>;
