import type { Stores } from './stores.ts';

type Read = Pick<
  Stores,
  'connection' | 'names' | 'rejections' | 'settings' | 'searches' | 'exports' | 'updates' | 'timeline'
>;

/**
 * Reloads everything that pushes keep up to date. Also resolves when something could not be read: then the connection is lost,
 * which the status button shows, and everything is reloaded after the reconnect.
 */
export const readAll = (stores: Read): Promise<unknown> => {
  const { connection, names, rejections, settings, searches, exports, updates, timeline } = stores;
  return Promise.allSettled([
    ...[connection, names, rejections, settings, searches, exports, updates].map((store) => store.getState().load()),
    timeline.getState().reload(),
  ]);
};
