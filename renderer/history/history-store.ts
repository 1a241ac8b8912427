import { createStore } from 'zustand/vanilla';
import type { PlannerApi } from '../../shared/contract.ts';
import { dayOf } from '../../shared/time.ts';
import { fromPage, type Results, withNewest, withOlder, withWaiting } from './merge.ts';
import { everything, type HistoryQuery, toFilters } from './query.ts';

export interface HistoryState {
  query: HistoryQuery;
  /** null until the first answer; then an answer stays until that to the next question is there. */
  results: Results | null;
  /** The question that the results answer. */
  answered: HistoryQuery;
  /** An answer is on its way: to a whole question, or with older results. */
  asking: 'first' | 'older' | null;
  failed: boolean;
  /** The rows that are open, by their place in the log. */
  opened: ReadonlySet<number>;
  /** Asks anew; words typed in quick succession become one question. */
  ask: (change: Partial<HistoryQuery>) => void;
  retry: () => void;
  loadOlder: () => Promise<void>;
  /** Something changed in the plan: looks for new answers to the same question. */
  refresh: (isReading: boolean) => Promise<void>;
  showWaiting: () => void;
  toggle: (seq: number) => void;
}

interface Options {
  api: PlannerApi;
  now?: () => number;
  /** How long typing has to rest. */
  restMs?: number;
}

const FIRST = 60;
const OLDER = 100;

/** The search over the log and what it found. */
export const createHistoryStore = ({ api, now = Date.now, restMs = 120 }: Options) =>
  createStore<HistoryState>()((set, get) => {
    /** Grows with each question: an answer to an earlier one is nobody's any more. */
    let generation = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    /** A look for new answers is on its way; whether another one was wanted meanwhile, and if so how. */
    let refreshing: { again: boolean; isReading: boolean } | undefined;

    const search = (query: HistoryQuery, page: { limit: number; beforeSeq?: number }) =>
      api.call('history.search', { ...toFilters(query, dayOf(now())), ...page });

    const askNow = async (): Promise<void> => {
      clearTimeout(timer);
      generation += 1;
      const mine = generation;
      const { query } = get();
      set({ asking: 'first' });
      try {
        const page = await search(query, { limit: FIRST });
        if (mine !== generation) return;
        set({ results: fromPage(page), answered: query, asking: null, failed: false, opened: new Set() });
      } catch {
        if (mine === generation) set({ asking: null, failed: true });
      }
    };

    const lookForNew = async (isReading: boolean): Promise<void> => {
      const mine = generation;
      const page = await search(get().answered, { limit: FIRST });
      const { results } = get();
      if (mine !== generation || !results) return;
      const holdsBack = isReading && results.entries.length > 0;
      set({ results: holdsBack ? withWaiting(results, page) : withNewest(results, page) });
    };

    return {
      query: everything,
      results: null,
      answered: everything,
      asking: null,
      failed: false,
      opened: new Set(),
      ask: (change) => {
        set((s) => ({ query: { ...s.query, ...change } }));
        clearTimeout(timer);
        timer = setTimeout(() => void askNow(), 'text' in change ? restMs : 0);
      },
      retry: () => void askNow(),
      loadOlder: async () => {
        const { results, asking, answered } = get();
        if (asking || results?.nextBefore == null) return;
        const mine = generation;
        set({ asking: 'older' });
        try {
          const page = await search(answered, { limit: OLDER, beforeSeq: results.nextBefore });
          if (mine !== generation) return;
          set((s) => ({ results: s.results && withOlder(s.results, page), asking: null, failed: false }));
        } catch {
          if (mine === generation) set({ asking: null, failed: true });
        }
      },
      refresh: async (isReading) => {
        if (get().asking === 'first') return;
        if (!get().results) return askNow();
        if (refreshing) {
          refreshing = { again: true, isReading };
          return;
        }
        refreshing = { again: false, isReading };
        // A failure is a lost connection: the status pill tells it, and the next change asks again.
        await lookForNew(isReading).catch(() => {});
        const wanted = refreshing;
        refreshing = undefined;
        if (wanted.again) await get().refresh(wanted.isReading);
      },
      showWaiting: () =>
        set(({ results }) => (results?.waiting ? { results: withNewest(results, results.waiting.page) } : {})),
      toggle: (seq) =>
        set(({ opened }) => ({
          opened: opened.has(seq) ? new Set([...opened].filter((x) => x !== seq)) : new Set([...opened, seq]),
        })),
    };
  });

export type HistoryStore = ReturnType<typeof createHistoryStore>;
