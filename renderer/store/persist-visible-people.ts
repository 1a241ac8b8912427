import { z } from 'zod';
import type { StoreApi } from 'zustand/vanilla';
import { readKept, type SafeStorage, writeKept } from './safe-storage.ts';
import type { TimelineState } from './timeline-store.ts';

const NAME = 'plan-in-sight';
const keys = z.array(z.number().int().nullable()).max(500);

/**
 * A page that is loaded anew most probably shows the same people: their assignments are asked for together with the rows
 * and not after them. Returns its end.
 */
export const keepInSight = (
  timeline: StoreApi<TimelineState>,
  storage: SafeStorage,
  onLeave: (listener: () => void) => () => void,
): (() => void) => {
  const kept = readKept(storage, NAME, keys);
  if (kept) timeline.getState().want(kept, kept);
  return onLeave(() => writeKept(storage, NAME, timeline.getState().drawn()));
};

/** The real one: closing, reloading and hiding alike. */
export const onPageLeft = (listener: () => void): (() => void) => {
  window.addEventListener('pagehide', listener);
  return () => window.removeEventListener('pagehide', listener);
};
