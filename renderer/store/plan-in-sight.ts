import { z } from 'zod';
import type { StoreApi } from 'zustand/vanilla';
import type { TimelineState } from './timeline-store.ts';

const NAME = 'plan-in-sight';
const keys = z.array(z.number().int().nullable()).max(500);

/**
 * A page that is loaded anew most probably shows the same people: their assignments are asked for together with the rows
 * and not after them. Returns its end.
 */
export const keepInSight = (
  timeline: StoreApi<TimelineState>,
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  onLeave: (listener: () => void) => () => void,
): (() => void) => {
  const kept = keys.safeParse(parse(storage.getItem(NAME)));
  if (kept.success) timeline.getState().want(kept.data, kept.data);
  return onLeave(() => storage.setItem(NAME, JSON.stringify(timeline.getState().drawn())));
};

const parse = (text: string | null): unknown => {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
};

/** The real one: closing, reloading and hiding alike. */
export const onPageLeft = (listener: () => void): (() => void) => {
  window.addEventListener('pagehide', listener);
  return () => window.removeEventListener('pagehide', listener);
};
