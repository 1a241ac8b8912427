import type { PlannerApi } from '../../shared/contract.ts';

/** Saves that are on their way, so that a test does not overtake what was typed just before it. */
const pending = new WeakMap<PlannerApi, Promise<unknown>>();

export const trackSave = <T>(api: PlannerApi, save: Promise<T>): Promise<T> => {
  const settled = save.catch(() => {});
  pending.set(api, Promise.all([pending.get(api), settled]));
  return save;
};

export const whenSaved = async (api: PlannerApi): Promise<void> => {
  await pending.get(api);
};
