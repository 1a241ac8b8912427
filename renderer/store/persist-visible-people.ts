import { z } from 'zod';
import type { StoreApi } from 'zustand/vanilla';
import { readKept, type SafeStorage, writeKept } from './safe-storage.ts';
import type { TimelineState } from './timeline-store.ts';

const STORAGE_KEY = 'plan-in-sight';
const keys = z.array(z.number().int().nullable()).max(500);

/** After a reload the same people are probably visible, so their assignments are requested together with the rows. */
export const persistVisiblePeople = (
  timeline: StoreApi<TimelineState>,
  storage: SafeStorage,
  onPageHide: (listener: () => void) => () => void,
): (() => void) => {
  const restored = readKept(storage, STORAGE_KEY, keys);
  if (restored) timeline.getState().setNeeded(restored, restored);
  return onPageHide(() => writeKept(storage, STORAGE_KEY, timeline.getState().drawn()));
};

/** Fires on closing, reloading and hiding the page. */
export const onPageHidden = (listener: () => void): (() => void) => {
  window.addEventListener('pagehide', listener);
  return () => window.removeEventListener('pagehide', listener);
};
