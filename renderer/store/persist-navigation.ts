import { z } from 'zod';
import type { StoreApi } from 'zustand/vanilla';
import { usualDay } from '../../shared/time.ts';
import { type NavigationState, SCREENS } from './navigation-store.ts';
import { readKept, type SafeStorage, writeKept } from './safe-storage.ts';

const STORAGE_KEY = 'place';
const storedNavigation = z.object({
  screen: z.enum(SCREENS),
  day: usualDay,
  selectedId: z.number().int().nullable(),
});

/** Lets a page that is loaded anew, by F5 or after a crash, open where the planner was. Returns its end. */
export const persistNavigation = (navigation: StoreApi<NavigationState>, storage: SafeStorage): (() => void) => {
  const restored = readKept(storage, STORAGE_KEY, storedNavigation);
  if (restored) navigation.setState(restored);
  return navigation.subscribe(({ screen, day, selectedId }) =>
    writeKept(storage, STORAGE_KEY, { screen, day, selectedId }),
  );
};
