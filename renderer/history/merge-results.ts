import type { ChangeEntry } from '../../shared/change-event.ts';
import type { SearchPage } from '../../shared/search.ts';

/** The loaded results of a query. */
export interface Results {
  entries: readonly ChangeEntry[];
  /** Cursor of the next page; null: last page. */
  next: Pick<SearchPage, 'nextBefore' | 'nextBeforeDay'> | null;
  /** Highest `seq` found so far. */
  newestSeq: number;
  /** Results may be missing: the search took too long for the entries that are not indexed yet. */
  isIncomplete: boolean;
}

const nextOf = ({ nextBefore, nextBeforeDay }: SearchPage): Results['next'] =>
  nextBefore === null ? null : { nextBefore, nextBeforeDay };

const newestOf = (entries: readonly ChangeEntry[]): number => entries.reduce((most, { seq }) => Math.max(most, seq), 0);

export const fromPage = (page: SearchPage, newestSeq = newestOf(page.entries)): Results => ({
  entries: page.entries,
  next: nextOf(page),
  newestSeq,
  isIncomplete: page.isIncomplete ?? false,
});

/** Adds the next page, without entries that are already there. */
export const withMore = (results: Results, page: SearchPage): Results => {
  const known = new Set(results.entries.map(({ seq }) => seq));
  return {
    ...results,
    entries: [...results.entries, ...page.entries.filter(({ seq }) => !known.has(seq))],
    next: nextOf(page),
    // A page may end before anything was found.
    newestSeq: Math.max(results.newestSeq, newestOf(page.entries)),
    isIncomplete: results.isIncomplete || (page.isIncomplete ?? false),
  };
};

/**
 * Adds the newest page on top. If it does not overlap the loaded results, they are replaced, because changes in between
 * would be missing.
 */
export const withNewest = (results: Results, page: SearchPage): Results => {
  const added = newEntries(results, page);
  const overlaps = added.length < page.entries.length || page.nextBefore === null;
  if (!overlaps) return fromPage(page);
  if (added.length === 0) return results;
  return {
    ...results,
    entries: [...added, ...results.entries],
    newestSeq: added[0]?.seq ?? results.newestSeq,
  };
};

/** Entries of the newest page that are not in the results. */
export const newEntries = ({ newestSeq }: Pick<Results, 'newestSeq'>, page: SearchPage): ChangeEntry[] =>
  page.entries.filter(({ seq }) => seq > newestSeq);
