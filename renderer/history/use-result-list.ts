import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';
import type { Gap } from '../../shared/connection.ts';
import { clampToYears } from '../../shared/time.ts';
import { joined, listen } from '../listeners.ts';
import { useApi, useConnection, useStores } from '../store/context.ts';
import { createDelayed } from '../store/delayed.ts';
import { useRequest } from '../store/use-request.ts';

/** Scroll position per store, kept while another screen is shown. */
const scrollTops = new WeakMap<object, number>();

/** Minimum interval between refreshes. */
const REFRESH_MS = 400;
/** The text index is updated after the log, so refresh again after this delay. */
const INDEX_DELAY_MS = 1500;

/** Whether the planner scrolled down in the list. */
export const useScrolled = (list: RefObject<HTMLElement | null>): boolean => {
  const [isScrolled, setIsScrolled] = useState(false);
  useEffect(() => {
    const element = list.current;
    const onScroll = () => setIsScrolled((element?.scrollTop ?? 0) > 4);
    onScroll();
    return listen(element, ['scroll'], onScroll, { passive: true });
  }, [list]);
  return isScrolled;
};

/** Refreshes the results while mounted. */
export const useLiveResults = (): void => {
  const { api, history: store } = useStores();
  const link = useConnection((s) => s.link);

  useEffect(() => {
    const refresh = () => void store.getState().refresh();
    const soon = createDelayed(refresh);
    const whenIndexed = createDelayed(refresh);
    const onChange = () => {
      soon.start(REFRESH_MS);
      whenIndexed.start(INDEX_DELAY_MS);
    };
    if (link === 'up') refresh();
    // What changed just before the screen was opened may not be in the index yet.
    whenIndexed.start(INDEX_DELAY_MS);
    return joined(
      api.on('timeline.changed', onChange),
      api.on('timeline.reset', () => void store.getState().searchAgain()),
      soon.cancel,
      whenIndexed.cancel,
    );
  }, [api, store, link]);
};

/** Restores the scroll position; a new query starts at the top. */
export const useScrollMemory = (list: RefObject<HTMLElement | null>): void => {
  const { history: store } = useStores();

  useLayoutEffect(() => {
    const element = list.current;
    if (element) element.scrollTop = scrollTops.get(store) ?? 0;
    return () => {
      scrollTops.set(store, element?.scrollTop ?? 0);
    };
  }, [store, list]);

  useEffect(
    () =>
      store.subscribe((state, before) => {
        if (state.resultsQuery !== before.resultsQuery && list.current) list.current.scrollTop = 0;
      }),
    [store, list],
  );
};

const NO_GAPS: readonly Gap[] = [];

/** All stored gaps, newest first; reloaded when one starts or ends. */
export const useGaps = (): readonly Gap[] => {
  const api = useApi();
  const latest = useConnection((s) => s.status?.gaps);
  const key = JSON.stringify(latest?.slice(0, 3));
  const { data: gaps = NO_GAPS } = useRequest(
    () => api.call('history.gaps', { fromMs: 0, untilMs: clampToYears(Number.MAX_SAFE_INTEGER) }),
    [api, key],
  );
  return gaps;
};
