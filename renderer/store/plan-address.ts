import { z } from 'zod';
import type { StoreApi } from 'zustand/vanilla';
import { usualDay, usualInstantMs } from '../../shared/time.ts';
import type { PlanVersion } from '../../shared/timeline.ts';
import { joined, listen } from '../listeners.ts';
import type { NavigationState } from './navigation-store.ts';
import { PLAN_VIEWS } from './period.ts';
import type { PlanViewState } from './plan-view-store.ts';

interface PlanStores {
  navigation: StoreApi<NavigationState>;
  planView: StoreApi<PlanViewState>;
}

/** Access to the URL hash; replaced in tests. */
export interface AddressBar {
  hash: () => string;
  replace: (hash: string) => void;
  /** Called when the planner typed or pasted another address. */
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
 * Parses the hash, e.g. `#plan?view=week&day=2026-03-09&as-of=2026-03-08T16:00:00.000Z`; undefined for other hashes. Values
 * that cannot be used are left out.
 */
export const readAddress = (hash: string) =>
  hash.startsWith(PREFIX)
    ? address.parse(Object.fromEntries(new URLSearchParams(hash.slice(PREFIX.length))))
    : undefined;

export const writeAddress = (
  { view, day }: Pick<NavigationState, 'view' | 'day'>,
  { asOfMs, changedSinceMs }: PlanVersion,
): string => {
  const parts = new URLSearchParams({ view, day });
  if (asOfMs !== undefined) parts.set('as-of', new Date(asOfMs).toISOString());
  if (changedSinceMs !== undefined) parts.set('since', new Date(changedSinceMs).toISOString());
  return PREFIX + decodeURIComponent(parts.toString());
};

/** The hash for what the stores show: empty when that is not the plan. */
export const hashOf = ({ navigation, planView }: PlanStores): string => {
  const current = navigation.getState();
  return current.screen === 'plan' ? writeAddress(current, planView.getState().planVersion) : '';
};

/** Keeps URL hash and plan in sync, so that a copied link opens the same view. Returns the unsubscribe function. */
export const syncAddress = (stores: PlanStores, addressBar: AddressBar): (() => void) => {
  const { navigation, planView } = stores;
  const applyAddress = () => {
    const named = readAddress(addressBar.hash());
    if (!named) return;
    const { view, day, 'as-of': asOfMs, since: changedSinceMs } = named;
    navigation.setState({ screen: 'plan', ...(view && { view }), ...(day && { day }) });
    planView.getState().setPlanVersion({
      ...(asOfMs !== undefined && { asOfMs }),
      ...(changedSinceMs !== undefined && { changedSinceMs }),
    });
  };
  const write = () => {
    const hash = hashOf(stores);
    if (hash !== addressBar.hash()) addressBar.replace(hash);
  };
  applyAddress();
  // An invalid or incomplete address is replaced by that of the shown plan.
  if (addressBar.hash() !== '') write();
  return joined(navigation.subscribe(write), planView.subscribe(write), addressBar.onChanged(applyAddress));
};

const replaceHash = (hash: string): void => {
  try {
    history.replaceState(history.state, '', hash || location.pathname + location.search);
  } catch {
    // A browser may refuse after many changes in a short time; then the address stays as it was.
  }
};

/** Browsers refuse more than about 100 changes in 30 s, as while the moment slider is dragged. */
const WRITE_INTERVAL_MS = 300;

/** Writes at once, so that a reload opens what was on screen; then once every interval. */
export const browserAddress = (): AddressBar => {
  let pending: string | undefined;
  let isPausing = false;
  const write = (hash: string) => {
    pending = undefined;
    replaceHash(hash);
    isPausing = true;
    setTimeout(() => {
      isPausing = false;
      if (pending !== undefined) write(pending);
    }, WRITE_INTERVAL_MS);
  };
  return {
    hash: () => pending ?? location.hash,
    replace: (hash) => {
      // Leaving the plan is written at once, so that a reload does not return to it.
      if (isPausing && hash !== '') pending = hash;
      else write(hash);
    },
    onChanged: (listener) =>
      listen(window, ['hashchange'], () => {
        // An address typed by the planner replaces one that is not written yet.
        pending = undefined;
        listener();
      }),
  };
};
