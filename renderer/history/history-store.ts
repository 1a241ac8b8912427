import { createStore } from 'zustand/vanilla';
import type { ShiftContent } from '../../shared/change-event.ts';
import type { PlannerApi } from '../../shared/contract.ts';
import type { SearchCounts, SearchPage, SearchRequest } from '../../shared/search.ts';
import { dayOf } from '../../shared/time.ts';
import { fromPage, newEntries, type Results, withMore, withNewest } from './merge-results.ts';
import { applyChange, emptyQuery, type HistoryQuery, isSame, toFilters } from './query.ts';

export interface HistoryState {
  query: HistoryQuery;
  /** The saved search that the question began with, if any. */
  savedId: number | null;
  /** null until the first answer; then an answer stays until that to the next question is there. */
  results: Results | null;
  /** The question that the results answer. */
  resultsQuery: HistoryQuery;
  /** How many answers there were: with each, the list is another one. */
  answers: number;
  /**
   * What the shifts of the rows are about, by the row's place in the log; read after the rows are there; null where
   * nothing is kept of it.
   */
  shifts: ReadonlyMap<number, ShiftContent | null>;
  /** How much each value of a chip would find; of the last question there was time to count for. */
  counts: SearchCounts | null;
  /** The question that was counted for; another one than `query` while its counts are on their way. */
  countsQuery: HistoryQuery | null;
  /** An answer is on its way: to a whole question, or with further results. */
  loading: 'first' | 'more' | null;
  failed: boolean;
  /** The rows that are open, by their place in the log. */
  opened: ReadonlySet<number>;
  /** Asks with a change. While an answer is on its way only the last question waits for it: typing never queues up. */
  updateQuery: (change: Partial<HistoryQuery>) => void;
  /** Asks something else altogether. */
  show: (query: HistoryQuery, savedId?: number) => void;
  /** The question has a name from now on. */
  setSavedId: (savedId: number) => void;
  retry: () => Promise<void>;
  loadMore: () => Promise<void>;
  /** Something changed in the plan: looks for new answers to the same question. */
  refresh: () => Promise<void>;
  toggle: (seq: number) => void;
}

interface Options {
  api: PlannerApi;
  now?: () => number;
  /** Counting waits until the planner has stopped typing so long, in ms. */
  countDelayMs?: number;
  /** What the shifts are about waits so long for the next letter, in ms. */
  shiftDelayMs?: number;
  /** Counts of a question are renewed at most this often while events come, in ms. */
  countIntervalMs?: number;
}

/** Few enough to be painted at once; the next ones follow as the end comes near. */
const FIRST_PAGE_SIZE = 30;
const PAGE_SIZE = 100;
const MAX_SHIFTS = 500;
/** Shifts that are kept although the results no longer hold them. */
const MOST_KEPT = 1000;

/** The search over the log and what it found. */
export const createHistoryStore = ({
  api,
  now = Date.now,
  countDelayMs = 250,
  countIntervalMs = 4000,
  shiftDelayMs = 90,
}: Options) =>
  createStore<HistoryState>()((set, get) => {
    /** Grows with each question: an answer to an earlier one is nobody's any more. */
    let generation = 0;
    let isSearching = false;
    let countTimer: ReturnType<typeof setTimeout> | undefined;
    let shiftTimer: ReturnType<typeof setTimeout> | undefined;
    /** A look for new answers is on its way; whether another one was wanted meanwhile. */
    let refreshing: { again: boolean } | undefined;

    const search = (query: HistoryQuery, page: Pick<SearchRequest, 'limit'> & Partial<SearchRequest>) =>
      api.call('history.search', {
        ...toFilters(query, dayOf(now())),
        ...(query.order === 'shift' ? { order: query.order } : {}),
        ...page,
      });
    /** By shift the newest change may stand anywhere in the list, so it is asked for apart. */
    const newestOf = async (query: HistoryQuery, page: SearchPage): Promise<number | undefined> =>
      query.order === 'shift' && page.entries.length > 0
        ? (await search(query, { order: 'seen', limit: 1 })).entries[0]?.seq
        : undefined;

    const scheduleCount = (ms: number): void => {
      if (countTimer !== undefined) return;
      countTimer = setTimeout(async () => {
        countTimer = undefined;
        const { resultsQuery } = get();
        // A failure is a lost connection, which the status pill tells; what was counted last stays.
        const counts = await api.call('history.counts', toFilters(resultsQuery, dayOf(now()))).catch(() => undefined);
        if (counts && isSame(resultsQuery, get().query)) set({ counts, countsQuery: resultsQuery });
      }, ms);
    };
    const cancelCount = (): void => {
      clearTimeout(countTimer);
      countTimer = undefined;
    };

    /** Rows say what their shifts are about a moment after they are there: nobody waits for it. */
    const readShifts = async (): Promise<void> => {
      const { results, shifts } = get();
      const missing = (results?.entries ?? [])
        .flatMap(({ seq }) => (shifts.has(seq) ? [] : [seq]))
        .slice(0, MAX_SHIFTS);
      if (missing.length === 0) return;
      const found = await api.call('history.shifts', { seqs: missing }).catch(() => []);
      const known = new Map([
        ...get().shifts,
        ...missing.map((seq) => [seq, null] as const),
        ...found.map((words) => [words.seq, words] as const),
      ]);
      // What is looked at may no longer be among the results.
      const listed = new Set(get().results?.entries.map(({ seq }) => seq));
      const kept = [...known].filter(([seq], n) => listed.has(seq) || n >= known.size - MOST_KEPT);
      set({ shifts: new Map(kept) });
    };

    const loadFirstPage = async (thisGeneration: number, query: HistoryQuery): Promise<void> => {
      try {
        const page = await search(query, { limit: FIRST_PAGE_SIZE });
        const newestSeq = await newestOf(query, page);
        if (thisGeneration !== generation) return;
        set({
          results: fromPage(page, newestSeq),
          resultsQuery: query,
          answers: get().answers + 1,
          loading: null,
          failed: false,
          opened: new Set(),
        });
        scheduleCount(countDelayMs);
        shiftTimer = setTimeout(() => void readShifts(), shiftDelayMs);
      } catch {
        if (thisGeneration === generation) set({ loading: null, failed: true });
      }
    };

    const startSearch = async (): Promise<void> => {
      generation += 1;
      cancelCount();
      clearTimeout(shiftTimer);
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
      scheduleCount(countIntervalMs);
      if (resultsQuery.order !== 'shift') return set({ results: withNewest(results, newest) });
      const page = await search(resultsQuery, { limit: FIRST_PAGE_SIZE });
      if (thisGeneration === generation) set({ results: fromPage(page, newest.entries[0]?.seq) });
    };

    return {
      query: emptyQuery,
      savedId: null,
      results: null,
      resultsQuery: emptyQuery,
      answers: 0,
      shifts: new Map(),
      counts: null,
      countsQuery: null,
      loading: null,
      failed: false,
      opened: new Set(),
      updateQuery: (change) => {
        const { query } = get();
        const next = applyChange(query, change);
        set({ query: next });
        if (!isSame(query, next)) void startSearch();
      },
      show: (query, savedId) => {
        set({ query: applyChange(query, {}), savedId: savedId ?? null });
        void startSearch();
      },
      setSavedId: (savedId) => set({ savedId }),
      retry: startSearch,
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
          void readShifts();
        } catch {
          if (thisGeneration === generation) set({ loading: null, failed: true });
        }
      },
      refresh: async () => {
        if (get().loading === 'first') return;
        if (!get().results) return startSearch();
        if (refreshing) {
          refreshing.again = true;
          return;
        }
        refreshing = { again: false };
        // A failure is a lost connection: the status pill tells it, and the next change asks again.
        await loadNewer().catch(() => {});
        void readShifts();
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

export type HistoryStore = ReturnType<typeof createHistoryStore>;
