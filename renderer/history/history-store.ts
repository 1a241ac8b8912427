import { createStore } from 'zustand/vanilla';
import type { ShiftWords } from '../../shared/change-event.ts';
import type { PlannerApi } from '../../shared/contract.ts';
import type { SearchCounts, SearchPage, SearchRequest } from '../../shared/search.ts';
import { dayOf } from '../../shared/time.ts';
import { fromPage, newIn, type Results, withMore, withNewest } from './merge-results.ts';
import { changed, everything, type HistoryQuery, isSame, toFilters } from './query.ts';

export interface HistoryState {
  query: HistoryQuery;
  /** The saved search that the question began with, if any. */
  savedId: number | null;
  /** null until the first answer; then an answer stays until that to the next question is there. */
  results: Results | null;
  /** The question that the results answer. */
  answered: HistoryQuery;
  /** How many answers there were: with each, the list is another one. */
  answers: number;
  /**
   * What the shifts of the rows are about, by the row's place in the log; read after the rows are there; null where
   * nothing is kept of it.
   */
  shifts: ReadonlyMap<number, ShiftWords | null>;
  /** How much each value of a chip would find; of the last question there was time to count for. */
  counts: SearchCounts | null;
  /** The question that was counted for; another one than `query` while its counts are on their way. */
  counted: HistoryQuery | null;
  /** An answer is on its way: to a whole question, or with further results. */
  asking: 'first' | 'more' | null;
  failed: boolean;
  /** The rows that are open, by their place in the log. */
  opened: ReadonlySet<number>;
  /** Asks with a change. While an answer is on its way only the last question waits for it: typing never queues up. */
  ask: (change: Partial<HistoryQuery>) => void;
  /** Asks something else altogether. */
  show: (query: HistoryQuery, savedId?: number) => void;
  /** The question has a name from now on. */
  keptAs: (savedId: number) => void;
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
  countRestMs?: number;
  /** What the shifts are about waits so long for the next letter, in ms. */
  shiftRestMs?: number;
  /** Counts of a question are renewed at most this often while events come, in ms. */
  countEveryMs?: number;
}

/** Few enough to be painted at once; the next ones follow as the end comes near. */
const FIRST = 30;
const MORE = 100;
const MOST_SHIFTS = 500;
/** Shifts that are kept although the results no longer hold them. */
const MOST_KEPT = 1000;

/** The search over the log and what it found. */
export const createHistoryStore = ({
  api,
  now = Date.now,
  countRestMs = 250,
  countEveryMs = 4000,
  shiftRestMs = 90,
}: Options) =>
  createStore<HistoryState>()((set, get) => {
    /** Grows with each question: an answer to an earlier one is nobody's any more. */
    let generation = 0;
    let isAsking = false;
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

    const countIn = (ms: number): void => {
      if (countTimer !== undefined) return;
      countTimer = setTimeout(async () => {
        countTimer = undefined;
        const { answered } = get();
        // A failure is a lost connection, which the status pill tells; what was counted last stays.
        const counts = await api.call('history.counts', toFilters(answered, dayOf(now()))).catch(() => undefined);
        if (counts && isSame(answered, get().query)) set({ counts, counted: answered });
      }, ms);
    };
    const stopCounting = (): void => {
      clearTimeout(countTimer);
      countTimer = undefined;
    };

    /** Rows say what their shifts are about a moment after they are there: nobody waits for it. */
    const readShifts = async (): Promise<void> => {
      const { results, shifts } = get();
      const missing = (results?.entries ?? [])
        .flatMap(({ seq }) => (shifts.has(seq) ? [] : [seq]))
        .slice(0, MOST_SHIFTS);
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

    const answer = async (mine: number, query: HistoryQuery): Promise<void> => {
      try {
        const page = await search(query, { limit: FIRST });
        const newestSeq = await newestOf(query, page);
        if (mine !== generation) return;
        set({
          results: fromPage(page, newestSeq),
          answered: query,
          answers: get().answers + 1,
          asking: null,
          failed: false,
          opened: new Set(),
        });
        countIn(countRestMs);
        shiftTimer = setTimeout(() => void readShifts(), shiftRestMs);
      } catch {
        if (mine === generation) set({ asking: null, failed: true });
      }
    };

    const askNow = async (): Promise<void> => {
      generation += 1;
      stopCounting();
      clearTimeout(shiftTimer);
      set({ asking: 'first' });
      if (isAsking) return;
      isAsking = true;
      let asked: number;
      do {
        asked = generation;
        await answer(asked, get().query);
      } while (asked !== generation);
      isAsking = false;
    };

    const lookForNew = async (): Promise<void> => {
      const mine = generation;
      const { answered } = get();
      const newest = await search(answered, { limit: FIRST, order: 'seen' });
      const { results } = get();
      if (mine !== generation || !results) return;
      if (newIn(results, newest).length === 0) return;
      countIn(countEveryMs);
      if (answered.order !== 'shift') return set({ results: withNewest(results, newest) });
      const page = await search(answered, { limit: FIRST });
      if (mine === generation) set({ results: fromPage(page, newest.entries[0]?.seq) });
    };

    return {
      query: everything,
      savedId: null,
      results: null,
      answered: everything,
      answers: 0,
      shifts: new Map(),
      counts: null,
      counted: null,
      asking: null,
      failed: false,
      opened: new Set(),
      ask: (change) => {
        const { query } = get();
        const next = changed(query, change);
        set({ query: next });
        if (!isSame(query, next)) void askNow();
      },
      show: (query, savedId) => {
        set({ query: changed(query, {}), savedId: savedId ?? null });
        void askNow();
      },
      keptAs: (savedId) => set({ savedId }),
      retry: askNow,
      loadMore: async () => {
        const { results, asking, answered } = get();
        if (asking || !results?.next) return;
        const { nextBefore, nextBeforeDay } = results.next;
        const mine = generation;
        set({ asking: 'more' });
        try {
          const page = await search(answered, {
            limit: MORE,
            ...(nextBefore === null ? {} : { beforeSeq: nextBefore }),
            ...(nextBeforeDay == null ? {} : { beforeDay: nextBeforeDay }),
          });
          if (mine !== generation) return;
          set((s) => ({ results: s.results && withMore(s.results, page), asking: null, failed: false }));
          void readShifts();
        } catch {
          if (mine === generation) set({ asking: null, failed: true });
        }
      },
      refresh: async () => {
        if (get().asking === 'first') return;
        if (!get().results) return askNow();
        if (refreshing) {
          refreshing.again = true;
          return;
        }
        refreshing = { again: false };
        // A failure is a lost connection: the status pill tells it, and the next change asks again.
        await lookForNew().catch(() => {});
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
