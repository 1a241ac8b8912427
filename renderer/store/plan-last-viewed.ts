import type { StoreApi } from 'zustand/vanilla';
import { usualInstantMs } from '../../shared/time.ts';
import type { PlanViewState } from './plan-view-store.ts';
import { readKept, type SafeStorage, writeKept } from './safe-storage.ts';

/** The parts of a document that tell whether somebody can see it; tests pass their own. */
export interface PageVisibility {
  isVisible: () => boolean;
  onChanged: (listener: () => void) => () => void;
}

const STORAGE_KEY = 'plan-last-looked';

/**
 * Remembers when the planner looked away: the window was hidden, closed or left. What counts as the last time is the one
 * before the present look. Returns its end.
 */
export const trackLastViewed = (
  planView: StoreApi<PlanViewState>,
  storage: SafeStorage,
  visibility: PageVisibility,
  now = Date.now,
): (() => void) => {
  const read = () => planView.setState({ lastViewedMs: readKept(storage, STORAGE_KEY, usualInstantMs) ?? null });
  read();
  return visibility.onChanged(() => {
    if (visibility.isVisible()) read();
    else writeKept(storage, STORAGE_KEY, now());
  });
};

/** The real one. A page that goes away says so as one that is hidden. */
export const browserPageVisibility = (): PageVisibility => ({
  isVisible: () => document.visibilityState === 'visible',
  onChanged: (listener) => {
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  },
});
