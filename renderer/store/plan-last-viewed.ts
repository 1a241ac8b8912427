import type { StoreApi } from 'zustand/vanilla';
import { usualInstantMs } from '../../shared/time.ts';
import { listen } from '../listeners.ts';
import type { PlanViewState } from './plan-view-store.ts';
import { readStored, type SafeStorage, writeStored } from './safe-storage.ts';

/** Page visibility; replaced in tests. */
export interface PageVisibility {
  isVisible: () => boolean;
  onChanged: (listener: () => void) => () => void;
}

const STORAGE_KEY = 'plan-last-looked';

/** Stores when the window was last hidden or closed. `lastViewedMs` is the value from before the current visit. */
export const trackLastViewed = (
  planView: StoreApi<PlanViewState>,
  storage: SafeStorage,
  visibility: PageVisibility,
  now = Date.now,
): (() => void) => {
  const read = () => planView.setState({ lastViewedMs: readStored(storage, STORAGE_KEY, usualInstantMs) ?? null });
  read();
  return visibility.onChanged(() => {
    if (visibility.isVisible()) read();
    else writeStored(storage, STORAGE_KEY, now());
  });
};

/** Closing the page also fires visibilitychange. */
export const browserPageVisibility = (): PageVisibility => ({
  isVisible: () => document.visibilityState === 'visible',
  onChanged: (listener) => listen(document, ['visibilitychange'], listener),
});
