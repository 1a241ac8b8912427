import { z } from 'zod';
import type { StoreApi } from 'zustand/vanilla';
import type { NavigationState } from './navigation-store.ts';
import { PLAN_VIEWS } from './period.ts';
import { DENSITIES, type PlanViewState, ROW_ORDERS } from './plan-view-store.ts';

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
export const keepPlanView = (
  { navigation, planView }: PlanStores,
  storage: Pick<Storage, 'getItem' | 'setItem'>,
): (() => void) => {
  const known = kept.safeParse(parse(storage.getItem(NAME)));
  if (known.success) {
    const { view, ...rest } = known.data;
    navigation.setState({ view });
    planView.setState(rest);
  }
  const keep = () => {
    const { order, density } = planView.getState();
    storage.setItem(NAME, JSON.stringify({ view: navigation.getState().view, order, density }));
  };
  const ends = [navigation.subscribe(keep), planView.subscribe(keep)];
  return () => {
    for (const end of ends) end();
  };
};

const parse = (text: string | null): unknown => {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
};
