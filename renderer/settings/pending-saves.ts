import type { PlannerApi } from '../../shared/contract.ts';

/** Pending saves; the access test waits for them. */
const pending = new WeakMap<PlannerApi, Promise<unknown>>();

export const trackSave = <T>(api: PlannerApi, save: Promise<T>): Promise<T> => {
  const settled = save.catch(() => {});
  pending.set(api, Promise.all([pending.get(api), settled]));
  return save;
};

export const whenSaved = async (api: PlannerApi): Promise<void> => {
  await pending.get(api);
};
