import type { StoreApi } from 'zustand/vanilla';
import { usualInstantMs } from '../../shared/time.ts';
import type { PlanViewState } from './plan-view-store.ts';
import { readKept, type SafeStorage, writeKept } from './safe-storage.ts';

/** The parts of a document that tell whether somebody can see it; tests pass their own. */
export interface Sight {
  isVisible: () => boolean;
  onChanged: (listener: () => void) => () => void;
}

const NAME = 'plan-last-looked';

/**
 * Remembers when the planner looked away: the window was hidden, closed or left. What counts as the last time is the one
 * before the present look. Returns its end.
 */
export const keepLastLooked = (
  planView: StoreApi<PlanViewState>,
  storage: SafeStorage,
  sight: Sight,
  now = Date.now,
): (() => void) => {
  const read = () => planView.setState({ lastLookedMs: readKept(storage, NAME, usualInstantMs) ?? null });
  read();
  return sight.onChanged(() => {
    if (sight.isVisible()) read();
    else writeKept(storage, NAME, now());
  });
};

/** The real one. A page that goes away says so as one that is hidden. */
export const browserSight = (): Sight => ({
  isVisible: () => document.visibilityState === 'visible',
  onChanged: (listener) => {
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  },
});
