import { z } from 'zod';
import type { StoreApi } from 'zustand/vanilla';
import { usualDay } from '../../shared/time.ts';
import { type NavigationState, SCREENS } from './navigation-store.ts';
import { readKept, type SafeStorage, writeKept } from './safe-storage.ts';

const NAME = 'place';
const place = z.object({
  screen: z.enum(SCREENS),
  day: usualDay,
  selectedId: z.number().int().nullable(),
});

/** Lets a page that is loaded anew, by F5 or after a crash, open where the planner was. Returns its end. */
export const keepPlace = (navigation: StoreApi<NavigationState>, storage: SafeStorage): (() => void) => {
  const kept = readKept(storage, NAME, place);
  if (kept) navigation.setState(kept);
  return navigation.subscribe(({ screen, day, selectedId }) => writeKept(storage, NAME, { screen, day, selectedId }));
};
