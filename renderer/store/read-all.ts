import type { Stores } from './stores.ts';

type Read = Pick<
  Stores,
  'connection' | 'names' | 'rejections' | 'settings' | 'searches' | 'exports' | 'updates' | 'timeline'
>;

/**
 * Reads again everything that pushes keep current. Resolves when all of it is there, or could not be read: that is a lost
 * connection, which the status pill says, and which ends in reading again.
 */
export const readAll = (stores: Read): Promise<unknown> => {
  const { connection, names, rejections, settings, searches, exports, updates, timeline } = stores;
  return Promise.allSettled([
    ...[connection, names, rejections, settings, searches, exports, updates].map((store) => store.getState().load()),
    timeline.getState().reload(),
  ]);
};
