import { z } from 'zod';
import type { StoreApi } from 'zustand/vanilla';
import { usualDay, usualInstantMs } from '../../shared/time.ts';
import type { Moment } from '../../shared/timeline.ts';
import { whenIdle } from '../ui/when-idle.ts';
import type { NavigationState } from './navigation-store.ts';
import { PLAN_VIEWS } from './period.ts';
import type { PlanViewState } from './plan-view-store.ts';
import type { SafeStorage } from './safe-storage.ts';

interface PlanStores {
  navigation: StoreApi<NavigationState>;
  planView: StoreApi<PlanViewState>;
}

/** Access to the URL hash; replaced in tests. */
export interface AddressBar {
  hash: () => string;
  replace: (hash: string) => void;
  /** The planner typed or pasted another one. */
  onChanged: (listener: () => void) => () => void;
}

const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .pipe(usualInstantMs)
  .optional()
  .catch(undefined);
const address = z.object({
  view: z.enum(PLAN_VIEWS).optional().catch(undefined),
  day: usualDay.optional().catch(undefined),
  'as-of': instant,
  since: instant,
});

const PREFIX = '#plan?';

/**
 * The one place that decides what an address may hold. What cannot be used is left out. Of the plan an address names: `#plan?view=week&day=2026-03-09&as-of=2026-03-08T16:00:00.000Z`.
 * Any other address names nothing: undefined. Never throws.
 */
export const readAddress = (hash: string) =>
  hash.startsWith(PREFIX)
    ? address.parse(Object.fromEntries(new URLSearchParams(hash.slice(PREFIX.length))))
    : undefined;

export const writeAddress = (
  { view, day }: Pick<NavigationState, 'view' | 'day'>,
  { asOfMs, changedSinceMs }: Moment,
): string => {
  const parts = new URLSearchParams({ view, day });
  if (asOfMs !== undefined) parts.set('as-of', new Date(asOfMs).toISOString());
  if (changedSinceMs !== undefined) parts.set('since', new Date(changedSinceMs).toISOString());
  return PREFIX + decodeURIComponent(parts.toString());
};

/** Keeps URL hash and plan in sync, so that a copied link opens the same view. Returns the unsubscribe function. */
export const syncAddress = ({ navigation, planView }: PlanStores, addressBar: AddressBar): (() => void) => {
  const applyAddress = () => {
    const named = readAddress(addressBar.hash());
    if (!named) return;
    const { view, day, 'as-of': asOfMs, since: changedSinceMs } = named;
    navigation.setState({ screen: 'plan', ...(view && { view }), ...(day && { day }) });
    planView.getState().setMoment({
      ...(asOfMs !== undefined && { asOfMs }),
      ...(changedSinceMs !== undefined && { changedSinceMs }),
    });
  };
  const write = () => {
    const current = navigation.getState();
    const hash = current.screen === 'plan' ? writeAddress(current, planView.getState().moment) : '';
    if (hash !== addressBar.hash()) addressBar.replace(hash);
  };
  applyAddress();
  // An address that could not be used, or only in part, is replaced by that of what is shown.
  if (addressBar.hash() !== '') write();
  const unsubscribes = [navigation.subscribe(write), planView.subscribe(write), addressBar.onChanged(applyAddress)];
  return () => {
    for (const end of unsubscribes) end();
  };
};

/** Stored lines: previous hash, pending hash, time of writing. */
const STORAGE_KEY = 'address';
/** A reload within this time is taken for one during writing, not for going back. */
const RECENT_WRITE_MS = 2000;

/**
 * The pending hash of a page that was closed before it was written. If the page reloads during the write, the browser
 * restores the old hash; then the value just written is used.
 */
const readPendingAddress = (storage: SafeStorage): string | undefined => {
  const [previous, pending, writtenAtMs] = storage.getItem(STORAGE_KEY)?.split('\n') ?? [];
  storage.removeItem(STORAGE_KEY);
  const isLate = writtenAtMs !== undefined && Date.now() - Number(writtenAtMs) > RECENT_WRITE_MS;
  return previous === location.hash && !isLate ? pending : undefined;
};

const replaceHash = (hash: string): void => {
  try {
    history.replaceState(null, '', hash || location.pathname + location.search);
  } catch {
    // A browser may refuse after many changes in a short time: then the address says where the planner was before.
  }
};

/**
 * The hash is written when the page is idle, because replaceState takes milliseconds. A reload before that still restores
 * the last view.
 */
export const browserAddress = (storage: SafeStorage): AddressBar => {
  let next = readPendingAddress(storage);
  const write = () => {
    if (next === undefined) return;
    storage.setItem(STORAGE_KEY, `${location.hash}\n${next}\n${Date.now()}`);
    replaceHash(next);
    next = undefined;
  };
  write();
  return {
    hash: () => next ?? location.hash,
    replace: (hash) => {
      const isScheduled = next !== undefined;
      next = hash;
      storage.setItem(STORAGE_KEY, `${location.hash}\n${hash}`);
      // Leaving the plan is written at once, so that a reload does not return to it.
      if (hash === '') write();
      else if (!isScheduled) whenIdle(write, 200);
    },
    onChanged: (listener) => {
      const onChange = () => {
        // A hash typed by the planner wins over a pending one.
        next = undefined;
        storage.removeItem(STORAGE_KEY);
        listener();
      };
      window.addEventListener('hashchange', onChange);
      return () => window.removeEventListener('hashchange', onChange);
    },
  };
};
