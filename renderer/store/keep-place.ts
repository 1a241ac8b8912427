import { z } from 'zod';
import type { StoreApi } from 'zustand/vanilla';
import { type NavigationState, SCREENS } from './navigation-store.ts';

const NAME = 'place';
const place = z.object({
  screen: z.enum(SCREENS),
  day: z.iso.date(),
  selectedId: z.number().int().nullable(),
});

/** Lets a page that is loaded anew, by F5 or after a crash, open where the planner was. Returns its end. */
export const keepPlace = (
  navigation: StoreApi<NavigationState>,
  storage: Pick<Storage, 'getItem' | 'setItem'>,
): (() => void) => {
  const kept = place.safeParse(parse(storage.getItem(NAME)));
  if (kept.success) navigation.setState(kept.data);
  return navigation.subscribe(({ screen, day, selectedId }) =>
    storage.setItem(NAME, JSON.stringify({ screen, day, selectedId })),
  );
};

const parse = (text: string | null): unknown => {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
};
