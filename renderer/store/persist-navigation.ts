import { z } from 'zod';
import type { StoreApi } from 'zustand/vanilla';
import { usualDay } from '../../shared/time.ts';
import { type NavigationState, SCREENS } from './navigation-store.ts';
import { readStored, type SafeStorage, writeStored } from './safe-storage.ts';

const STORAGE_KEY = 'place';
/** Part of an address that hands the stored state over to a page whose storage is empty. */
const PARAMETER = '?place=';
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

/** The stored state as a part of an address, for `takePlace`. */
export const placeParameter = (storage: SafeStorage): string =>
  PARAMETER + encodeURIComponent(storage.getItem(STORAGE_KEY) ?? '');

/** Stores the state that the address of this page hands over, and removes it from the address. */
export const takePlace = (storage: SafeStorage, page: Pick<Window, 'location' | 'history'> = window): void => {
  const { search, pathname, hash } = page.location;
  if (!search.startsWith(PARAMETER)) return;
  storage.setItem(STORAGE_KEY, new URLSearchParams(search).get('place') ?? '');
  page.history.replaceState(null, '', pathname + hash);
};
