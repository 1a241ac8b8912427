import { z } from 'zod';
import { changeEntry, changeKind, changeOutcome, changeSource } from './change-event.ts';
import { day, instantMs } from './time.ts';

export const searchFilters = z.object({
  /** Every word must match; the last one matches as a prefix. Empty: no condition. */
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

/** seen: newest change first. shift: latest shift day first, within a day newest change first. */
export const searchOrder = z.enum(['seen', 'shift']);
export type SearchOrder = z.infer<typeof searchOrder>;

export const searchRequest = searchFilters.extend({
  order: searchOrder.optional(),
  /** Cursor of the next page: `nextBefore` of the previous page. */
  beforeSeq: z.number().int().optional(),
  /** With order `shift`: `nextBeforeDay` of the previous page; empty string when only changes without a day remain. */
  beforeDay: z.union([day, z.literal('')]).optional(),
  limit: z.number().int().min(1).max(500).default(50),
});
export type SearchRequest = z.infer<typeof searchRequest>;

export const searchPage = z.object({
  /** May be fewer than requested, or none, when the search took too long; the next page continues there. */
  entries: z.array(changeEntry),
  /** null: this was the last page. */
  nextBefore: z.number().int().nullable(),
  /** Order `shift`: the day at which the next page starts; null: this was the last page. */
  nextBeforeDay: z.string().nullable().optional(),
  /** Order `shift`: results may be missing, because the search took too long for the entries that are not indexed yet. */
  isIncomplete: z.boolean().optional(),
});
export type SearchPage = z.infer<typeof searchPage>;

/** Counting stops at COUNT_CAP + 1, shown as `500+`. */
export const COUNT_CAP = 500;

const countsBy = <T extends z.ZodEnum>(values: T) => z.record(values, z.number().int().nullable());

export const searchCounts = z.object({
  total: z.number().int().nullable(),
  /** Results per filter value, with all other filters unchanged; null: counting took too long. */
  kinds: countsBy(changeKind),
  sources: countsBy(changeSource),
  outcomes: countsBy(changeOutcome),
});
export type SearchCounts = z.infer<typeof searchCounts>;
