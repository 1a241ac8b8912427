import { type RefObject, useEffect, useLayoutEffect } from 'react';
import { useStore } from 'zustand/react';
import type { PlannerApi } from '../../shared/contract.ts';
import { useApi, useConnection } from '../store/context.ts';
import { createHistoryStore, type HistoryState, type HistoryStore } from './history-store.ts';

/** One search per window, and how far down the planner had read: both survive a visit to another screen. */
interface Memory {
  store: HistoryStore;
  scrollTop: number;
}
const memories = new WeakMap<PlannerApi, Memory>();

const memoryOf = (api: PlannerApi): Memory => {
  const memory = memories.get(api) ?? { store: createHistoryStore({ api }), scrollTop: 0 };
  memories.set(api, memory);
  return memory;
};

export const useHistoryStore = (): HistoryStore => memoryOf(useApi()).store;
export const useHistory = <T>(select: (s: HistoryState) => T): T => useStore(useHistoryStore(), select);

/** At most one question in this time, however fast changes come. */
const REFRESH_MS = 400;
/** Words are found a moment after the change itself is there: the index follows the log. */
const INDEXED_AFTER_MS = 1500;

/** Whether moving the rows would disturb: the planner scrolled down, opened a row or holds the focus in the list. */
const isReading = (list: HTMLElement | null): boolean =>
  list !== null &&
  (list.scrollTop > 4 ||
    list.querySelector('[aria-expanded="true"]') !== null ||
    list.contains(document.activeElement));

/** Keeps the results current while the screen is there. */
export const useLiveResults = (list: RefObject<HTMLElement | null>): void => {
  const api = useApi();
  const store = useHistoryStore();
  const link = useConnection((s) => s.link);

  useEffect(() => {
    const timers = new Map<number, ReturnType<typeof setTimeout>>();
    const refresh = () => void store.getState().refresh(isReading(list.current));
    const refreshIn = (ms: number) => {
      if (timers.has(ms)) return;
      timers.set(
        ms,
        setTimeout(() => {
          timers.delete(ms);
          refresh();
        }, ms),
      );
    };
    const onChange = () => {
      refreshIn(REFRESH_MS);
      if (store.getState().answered.text) refreshIn(INDEXED_AFTER_MS);
    };
    if (link === 'up') refresh();
    const stops = [api.on('timeline.changed', onChange), api.on('timeline.reset', () => store.getState().retry())];
    return () => {
      for (const timer of timers.values()) clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [api, store, list, link]);
};

/** Puts the list back where the planner left it; a new question begins at the top. */
export const useScrollMemory = (list: RefObject<HTMLElement | null>): void => {
  const memory = memoryOf(useApi());

  useLayoutEffect(() => {
    const element = list.current;
    if (element) element.scrollTop = memory.scrollTop;
    return () => {
      memory.scrollTop = element?.scrollTop ?? 0;
    };
  }, [memory, list]);

  useEffect(
    () =>
      memory.store.subscribe((state, before) => {
        if (state.answered !== before.answered && list.current) list.current.scrollTop = 0;
      }),
    [memory, list],
  );
};
