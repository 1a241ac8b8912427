import { useMemo } from 'react';
import type { SavedSearch } from '../../shared/saved-search.ts';
import { useMessages, useStores } from '../store/context.ts';
import { useErrorToast } from '../store/use-error-toast.ts';

/** Actions on saved searches. Deleting can be undone from the toast. */
export const useSearchActions = () => {
  const { common, history } = useMessages();
  const { api, searches, toasts } = useStores();
  const showError = useErrorToast();
  return useMemo(() => {
    const { saved } = history;
    const restore = async ({ id, ...search }: SavedSearch, order: readonly number[]): Promise<void> => {
      const recreated = await api.call('searches.save', search);
      await api.call('searches.reorder', { ids: order.map((other) => (other === id ? recreated.id : other)) });
    };
    return {
      /** Changes name, filters or notification. */
      update: (id: number, change: Partial<Omit<SavedSearch, 'id'>>): Promise<void> =>
        api.call('searches.update', { id, ...change }).then(() => {}, showError),
      move: (id: number, by: 1 | -1): Promise<void> => {
        const ids = (searches.getState().value ?? []).map((search) => search.id);
        const from = ids.indexOf(id);
        const to = from + by;
        if (from < 0 || to < 0 || to >= ids.length) return Promise.resolve();
        ids.splice(to, 0, ...ids.splice(from, 1));
        return api.call('searches.reorder', { ids }).catch(showError);
      },
      remove: async (search: SavedSearch): Promise<void> => {
        const order = (searches.getState().value ?? []).map(({ id }) => id);
        try {
          await api.call('searches.delete', { id: search.id });
          toasts.getState().show({
            text: saved.deleted(search.name),
            durationMs: 10_000,
            action: { label: common.undo, run: () => void restore(search, order).catch(showError) },
          });
        } catch (error) {
          showError(error);
        }
      },
    };
  }, [api, searches, toasts, showError, common, history]);
};
