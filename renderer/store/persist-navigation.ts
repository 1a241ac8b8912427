import { z } from 'zod';
import type { StoreApi } from 'zustand/vanilla';
import { usualDay } from '../../shared/time.ts';
import { type NavigationState, SCREENS } from './navigation-store.ts';
import { readStored, type SafeStorage, writeStored } from './safe-storage.ts';

const STORAGE_KEY = 'place';
const storedNavigation = z.object({
  screen: z.enum(SCREENS),
  day: usualDay,
  selectedId: z.number().int().nullable(),
});

/** Restores screen, day and selected assignment after a reload or crash. Returns the unsubscribe function. */
export const persistNavigation = (navigation: StoreApi<NavigationState>, storage: SafeStorage): (() => void) => {
  const restored = readStored(storage, STORAGE_KEY, storedNavigation);
  if (restored) navigation.setState(restored);
  return navigation.subscribe(({ screen, day, selectedId }) =>
    writeStored(storage, STORAGE_KEY, { screen, day, selectedId }),
  );
};
