import { z } from 'zod';
import { changeEntry, changeKind, changeOutcome, changeSource } from './change-event.ts';
import { day, instantMs } from './time.ts';

export const searchFilters = z.object({
  /** All words must occur; the last one may be the beginning of a word. Empty: no condition. */
  text: z.string().max(500).optional(),
  personId: z.number().int().optional(),
  /** Period of the shift, both days included. */
  from: day.optional(),
  until: day.optional(),
  /** Period in which the change was seen: from (included) to (excluded), in ms. */
  seenFromMs: instantMs.optional(),
  seenUntilMs: instantMs.optional(),
  kinds: z.array(changeKind).optional(),
  sources: z.array(changeSource).optional(),
  outcomes: z.array(changeOutcome).optional(),
});
export type SearchFilters = z.infer<typeof searchFilters>;

/** seen: newest change first. shift: latest shift first, and of each day the newest change first. */
export const searchOrder = z.enum(['seen', 'shift']);
export type SearchOrder = z.infer<typeof searchOrder>;

export const searchRequest = searchFilters.extend({
  order: searchOrder.optional(),
  /** Only what comes after the page before: its `nextBefore`. */
  beforeSeq: z.number().int().optional(),
  /** By shift: the `nextBeforeDay` of the page before; empty where only changes without a day are left. */
  beforeDay: z.union([day, z.literal('')]).optional(),
  limit: z.number().int().min(1).max(500).default(50),
});
export type SearchRequest = z.infer<typeof searchRequest>;

export const searchPage = z.object({
  /** Fewer than asked for, or none, where the time was over: the next page goes on there. */
  entries: z.array(changeEntry),
  /** null: this was the last page. */
  nextBefore: z.number().int().nullable(),
  /** By shift, unless it was the last page. */
  nextBeforeDay: z.string().nullable().optional(),
  /** By shift: there was no time to look through all that is not indexed yet, so something may be missing. */
  isIncomplete: z.boolean().optional(),
});
export type SearchPage = z.infer<typeof searchPage>;

/** Counting stops one beyond it: `500+`. */
export const COUNT_CAP = 500;

const countsBy = <T extends z.ZodEnum>(values: T) => z.record(values, z.number().int().nullable());

export const searchCounts = z.object({
  total: z.number().int().nullable(),
  /** How much each value of a chip would find with everything else as it is; null: there was no time to count. */
  kinds: countsBy(changeKind),
  sources: countsBy(changeSource),
  outcomes: countsBy(changeOutcome),
});
export type SearchCounts = z.infer<typeof searchCounts>;
