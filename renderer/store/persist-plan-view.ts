import { z } from 'zod';
import type { StoreApi } from 'zustand/vanilla';
import type { NavigationState } from './navigation-store.ts';
import { PLAN_VIEWS } from './period.ts';
import { DENSITIES, type PlanViewState, ROW_ORDERS } from './plan-view-store.ts';
import { readKept, type SafeStorage, writeKept } from './safe-storage.ts';

const NAME = 'plan-view';
const kept = z.object({
  view: z.enum(PLAN_VIEWS),
  order: z.enum(ROW_ORDERS),
  density: z.enum(DENSITIES),
});

interface PlanStores {
  navigation: StoreApi<NavigationState>;
  planView: StoreApi<PlanViewState>;
}

/** Opens the plan the way it was last looked at: length of the period, order and density. Returns its end. */
export const keepPlanView = ({ navigation, planView }: PlanStores, storage: SafeStorage): (() => void) => {
  const known = readKept(storage, NAME, kept);
  if (known) {
    const { view, ...rest } = known;
    navigation.setState({ view });
    planView.setState(rest);
  }
  const keep = () => {
    const { order, density } = planView.getState();
    writeKept(storage, NAME, { view: navigation.getState().view, order, density });
  };
  const ends = [navigation.subscribe(keep), planView.subscribe(keep)];
  return () => {
    for (const end of ends) end();
  };
};
