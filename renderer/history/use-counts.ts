import { useEffect, useState } from 'react';
import { dayOf } from '../../shared/time.ts';
import { useApi, useHistory, useLocale } from '../store/context.ts';
import { countText } from './count-text.ts';
import { applyChange, type HistoryQuery, toFilters } from './query.ts';

/**
 * Formatted number of results of the current query with each change applied; undefined while unknown.
 * @param key changes when `changes` change.
 */
export const useCounts = (changes: readonly Partial<HistoryQuery>[], key: string): readonly (string | undefined)[] => {
  const api = useApi();
  const locale = useLocale();
  const query = useHistory((s) => s.query);
  const [counts, setCounts] = useState<{ key: string; found: readonly (number | null)[] }>({ key: '', found: [] });

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the changes
  useEffect(() => {
    let isCurrent = changes.length > 0;
    if (!isCurrent) return;
    const today = dayOf(Date.now());
    const timer = setTimeout(() => {
      api
        .call(
          'history.countEach',
          changes.map((change) => toFilters(applyChange(query, change), today)),
        )
        .then((found) => isCurrent && setCounts({ key, found }))
        // Counts are optional.
        .catch(() => {});
    }, 60);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [api, query, key]);

  return counts.key === key ? counts.found.map((count) => countText(count, locale)) : [];
};
