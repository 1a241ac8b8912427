import type { ChangeEntry } from '../../shared/change-event.ts';
import type { SearchPage } from '../../shared/search.ts';

/** The part of an answer that is on screen. Newest first. */
export interface Results {
  entries: readonly ChangeEntry[];
  /** null: nothing older exists. */
  nextBefore: number | null;
  /** The newest page as it was last asked for, held back until the planner wants it, and how much of it is new. */
  waiting: { page: SearchPage; count: number } | null;
}

export const fromPage = ({ entries, nextBefore }: SearchPage): Results => ({ entries, nextBefore, waiting: null });

/** With the next page after the oldest; what is already there is not repeated. */
export const withOlder = (results: Results, page: SearchPage): Results => {
  const oldest = results.entries.at(-1)?.seq ?? Number.POSITIVE_INFINITY;
  return {
    ...results,
    entries: [...results.entries, ...page.entries.filter((e) => e.seq < oldest)],
    nextBefore: page.nextBefore,
  };
};

/**
 * With the newest page, asked again. When so much happened that it no longer reaches what is shown, the older results would
 * hide a hole: the page takes their place.
 */
export const withNewest = (results: Results, page: SearchPage): Results => {
  const added = newOf(results, page);
  const reaches = added.length < page.entries.length || page.nextBefore === null;
  if (!reaches) return fromPage(page);
  if (added.length === 0) return results.waiting ? { ...results, waiting: null } : results;
  return { ...results, entries: [...added, ...results.entries], waiting: null };
};

/** With the newest page held back, so that nothing moves under the planner's eyes. */
export const withWaiting = (results: Results, page: SearchPage): Results => {
  const count = newOf(results, page).length;
  return count === (results.waiting?.count ?? 0) ? results : { ...results, waiting: { page, count } };
};

const newOf = ({ entries }: Results, page: SearchPage): ChangeEntry[] => {
  const newest = entries[0]?.seq ?? -1;
  return page.entries.filter((e) => e.seq > newest);
};
