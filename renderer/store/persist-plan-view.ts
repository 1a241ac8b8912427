import { z } from 'zod';
import type { StoreApi } from 'zustand/vanilla';
import { joined } from '../listeners.ts';
import type { NavigationState } from './navigation-store.ts';
import { PLAN_VIEWS } from './period.ts';
import { DENSITIES, type PlanViewState, ROW_ORDERS } from './plan-view-store.ts';
import { readStored, type SafeStorage, writeStored } from './safe-storage.ts';

const STORAGE_KEY = 'plan-view';
const storedView = z.object({
  view: z.enum(PLAN_VIEWS),
  order: z.enum(ROW_ORDERS),
  density: z.enum(DENSITIES),
});

interface PlanStores {
  navigation: StoreApi<NavigationState>;
  planView: StoreApi<PlanViewState>;
}

/** Restores and stores view, order and density of the plan. */
export const persistPlanView = ({ navigation, planView }: PlanStores, storage: SafeStorage): (() => void) => {
  const restored = readStored(storage, STORAGE_KEY, storedView);
  if (restored) {
    const { view, ...rest } = restored;
    navigation.setState({ view });
    planView.setState(rest);
  }
  const save = () => {
    const { order, density } = planView.getState();
    writeStored(storage, STORAGE_KEY, { view: navigation.getState().view, order, density });
  };
  return joined(navigation.subscribe(save), planView.subscribe(save));
};
