import { createStore } from 'zustand/vanilla';
import type { ShiftContent } from '../../shared/change-event.ts';
import type { PlannerApi } from '../../shared/contract.ts';
import type { SearchCounts, SearchPage, SearchRequest } from '../../shared/search.ts';
import { dayOf } from '../../shared/time.ts';
import { createDelayed } from '../store/delayed.ts';
import { fromPage, newEntries, type Results, withMore, withNewest } from './merge-results.ts';
import { applyChange, emptyQuery, type HistoryQuery, isSame, toFilters } from './query.ts';

export interface HistoryState {
  query: HistoryQuery;
  /** The saved search the query was opened from, if any. */
  savedId: number | null;
  /** null until the first results; then results stay until those of the next query arrive. */
  results: Results | null;
  /** The query of `results`. */
  resultsQuery: HistoryQuery;
  /** Incremented with each new list of results; not when a list is refreshed or extended. */
  resultsVersion: number;
  /** Activities and comments by `seq`; loaded after the rows; null when not stored. */
  contents: ReadonlyMap<number, ShiftContent | null>;
  /** Counts per filter value for the last counted query. */
  counts: SearchCounts | null;
  /** The query of `counts`; differs from `query` while counting. */
  countsQuery: HistoryQuery | null;
  /** Running request: first page or a further page. */
  loading: 'first' | 'more' | null;
  failed: boolean;
  /** `seq` of the expanded rows. */
  opened: ReadonlySet<number>;
  /** Changes the query and searches. While a search is running, only the latest query is searched next. */
  updateQuery: (change: Partial<HistoryQuery>) => void;
  /** Replaces the query and searches. */
  show: (query: HistoryQuery, savedId?: number) => void;
  /** The query was saved under this id. */
  setSavedId: (savedId: number) => void;
  /** Repeats the search of the current query. */
  searchAgain: () => Promise<void>;
  loadMore: () => Promise<void>;
  /** Looks for new results of the current query. */
  refresh: () => Promise<void>;
  toggle: (seq: number) => void;
}

interface Options {
  api: PlannerApi;
  now?: () => number;
  /** Delay after typing before counting. */
  countDelayMs?: number;
  /** Delay after typing before activities and comments are loaded. */
  contentDelayMs?: number;
  /** Minimum interval between counts while changes arrive. */
  countIntervalMs?: number;
}

/** Size of the first page, small so that it is painted quickly. */
const FIRST_PAGE_SIZE = 30;
const PAGE_SIZE = 100;
const MAX_CONTENTS = 500;
/** Maximum number of contents kept of lines that are no longer among the results. */
const MAX_KEPT_CONTENTS = 1000;

/** State of the History screen. */
export const createHistoryStore = ({
  api,
  now = Date.now,
  countDelayMs = 250,
  countIntervalMs = 4000,
  contentDelayMs = 90,
}: Options) =>
  createStore<HistoryState>()((set, get) => {
    /** Incremented with each search; responses of earlier searches are ignored. */
    let generation = 0;
    let isSearching = false;
    /** The running refresh, and whether another one was requested meanwhile. */
    let refreshing: { again: boolean } | undefined;

    const search = (query: HistoryQuery, page: Pick<SearchRequest, 'limit'> & Partial<SearchRequest>) =>
      api.call('history.search', {
        ...toFilters(query, dayOf(now())),
        ...(query.order === 'shift' ? { order: query.order } : {}),
        ...page,
      });
    /** Sorted by shift, the newest change can be anywhere in the list, so it is requested separately. */
    const newestOf = async (query: HistoryQuery, page: SearchPage): Promise<number | undefined> =>
      query.order === 'shift' && page.entries.length > 0
        ? (await search(query, { order: 'seen', limit: 1 })).entries[0]?.seq
        : undefined;

    const counting = createDelayed(async () => {
      const { resultsQuery } = get();
      // Fails only when the connection is lost (shown by the status pill); the last counts stay.
      const counts = await api.call('history.counts', toFilters(resultsQuery, dayOf(now()))).catch(() => undefined);
      if (counts && isSame(resultsQuery, get().query)) set({ counts, countsQuery: resultsQuery });
    });

    /** Activities and comments are loaded after the rows, so that the rows appear sooner. */
    const readContents = async (): Promise<void> => {
      const { results, contents } = get();
      const missing = (results?.entries ?? [])
        .flatMap(({ seq }) => (contents.has(seq) ? [] : [seq]))
        .slice(0, MAX_CONTENTS);
      if (missing.length === 0) return;
      const found = await api.call('history.shifts', { seqs: missing }).catch(() => []);
      const known = new Map([
        ...get().contents,
        ...missing.map((seq) => [seq, null] as const),
        ...found.map((shift) => [shift.seq, shift] as const),
      ]);
      // Shown rows may no longer be among the results.
      const listed = new Set(get().results?.entries.map(({ seq }) => seq));
      const kept = [...known].filter(([seq], n) => listed.has(seq) || n >= known.size - MAX_KEPT_CONTENTS);
      set({ contents: new Map(kept) });
    };

    const contentReading = createDelayed(readContents);

    const loadFirstPage = async (thisGeneration: number, query: HistoryQuery): Promise<void> => {
      try {
        const page = await search(query, { limit: FIRST_PAGE_SIZE });
        const newestSeq = await newestOf(query, page);
        if (thisGeneration !== generation) return;
        set({
          results: fromPage(page, newestSeq),
          resultsQuery: query,
          resultsVersion: get().resultsVersion + 1,
          loading: null,
          failed: false,
          opened: new Set(),
        });
        counting.start(countDelayMs);
        contentReading.start(contentDelayMs);
      } catch {
        if (thisGeneration === generation) set({ loading: null, failed: true });
      }
    };

    const searchAgain = async (): Promise<void> => {
      generation += 1;
      counting.cancel();
      contentReading.cancel();
      set({ loading: 'first' });
      if (isSearching) return;
      isSearching = true;
      let searchedGeneration: number;
      do {
        searchedGeneration = generation;
        await loadFirstPage(searchedGeneration, get().query);
      } while (searchedGeneration !== generation);
      isSearching = false;
    };

    const loadNewer = async (): Promise<void> => {
      const thisGeneration = generation;
      const { resultsQuery } = get();
      const newest = await search(resultsQuery, { limit: FIRST_PAGE_SIZE, order: 'seen' });
      const { results } = get();
      if (thisGeneration !== generation || !results) return;
      if (newEntries(results, newest).length === 0) return;
      counting.start(countIntervalMs);
      if (resultsQuery.order !== 'shift') return set({ results: withNewest(results, newest) });
      const page = await search(resultsQuery, { limit: FIRST_PAGE_SIZE });
      if (thisGeneration === generation) set({ results: fromPage(page, newest.entries[0]?.seq) });
    };

    return {
      query: emptyQuery,
      savedId: null,
      results: null,
      resultsQuery: emptyQuery,
      resultsVersion: 0,
      contents: new Map(),
      counts: null,
      countsQuery: null,
      loading: null,
      failed: false,
      opened: new Set(),
      updateQuery: (change) => {
        const { query } = get();
        const next = applyChange(query, change);
        set({ query: next });
        if (!isSame(query, next)) void searchAgain();
      },
      show: (query, savedId) => {
        set({ query: applyChange(query, {}), savedId: savedId ?? null });
        void searchAgain();
      },
      setSavedId: (savedId) => set({ savedId }),
      searchAgain,
      loadMore: async () => {
        const { results, loading, resultsQuery } = get();
        if (loading || !results?.next) return;
        const { nextBefore, nextBeforeDay } = results.next;
        const thisGeneration = generation;
        set({ loading: 'more' });
        try {
          const page = await search(resultsQuery, {
            limit: PAGE_SIZE,
            ...(nextBefore === null ? {} : { beforeSeq: nextBefore }),
            ...(nextBeforeDay == null ? {} : { beforeDay: nextBeforeDay }),
          });
          if (thisGeneration !== generation) return;
          set((s) => ({ results: s.results && withMore(s.results, page), loading: null, failed: false }));
          void readContents();
        } catch {
          if (thisGeneration === generation) set({ loading: null, failed: true });
        }
      },
      refresh: async () => {
        if (get().loading === 'first') return;
        if (!get().results) return searchAgain();
        if (refreshing) {
          refreshing.again = true;
          return;
        }
        refreshing = { again: false };
        // Fails only when the connection is lost; the next change tries again.
        await loadNewer().catch(() => {});
        void readContents();
        const { again } = refreshing;
        refreshing = undefined;
        if (again) await get().refresh();
      },
      toggle: (seq) =>
        set(({ opened }) => ({
          opened: opened.has(seq) ? new Set([...opened].filter((x) => x !== seq)) : new Set([...opened, seq]),
        })),
    };
  });
