import type { Stores } from './stores.ts';

type Read = Pick<
  Stores,
  'connection' | 'names' | 'rejections' | 'settings' | 'searches' | 'exports' | 'updates' | 'timeline'
>;

/**
 * Reads everything again that pushes keep current. Resolves also when something could not be read: then the connection is lost,
 * which the status pill shows, and a reconnect reads again.
 */
export const readAll = (stores: Read): Promise<unknown> => {
  const { connection, names, rejections, settings, searches, exports, updates, timeline } = stores;
  return Promise.allSettled([
    ...[connection, names, rejections, settings, searches, exports, updates].map((store) => store.getState().load()),
    timeline.getState().reload(),
  ]);
};
