import { useMemo } from 'react';
import { useLanguage, useLocale, useNames, usePlanView, useStores, useTimeline } from '../../store/context.ts';
import type { RowKey } from '../../store/person-plan.ts';
import { activityRanks, groupsOf, nameRanks, orderRows, type RowGroup } from './row-order.ts';
import { useMatchingRows } from './use-matching-rows.ts';

/**
 * Sorted rows. Changes of the plan add rows but do not sort again, so that rows do not move. Only the filter on rejections
 * follows every change.
 */
export const useRowOrder = (): { order: readonly RowKey[]; groups: readonly RowGroup[] } => {
  const { timeline } = useStores();
  const locale = useLocale();
  const language = useLanguage();
  const people = useNames((s) => s.people);
  const activities = useNames((s) => s.activities);
  const rowKeys = useTimeline((s) => s.loaded?.rowKeys);
  const rowOrder = usePlanView((s) => s.order);
  const onlyRejected = usePlanView((s) => s.onlyRejected);
  const followedRows = useTimeline((s) => (onlyRejected ? s.loaded?.rows : undefined));
  // Sort again for another period.
  const sortedRange = useTimeline((s) => (rowOrder === 'name' ? undefined : s.loaded?.range));
  const matching = useMatchingRows();
  const ranks = useMemo(() => nameRanks(people, locale), [people, locale]);
  const groupRanks = useMemo(() => activityRanks(activities, language, locale), [activities, language, locale]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: sortedRange triggers sorting again of the rows read below
  return useMemo(() => {
    const rows = followedRows ?? timeline.getState().loaded?.rows;
    if (!rowKeys || !rows) return { order: [], groups: NO_GROUPS };
    const order = orderRows({
      rowKeys,
      rows,
      ranks,
      order: rowOrder,
      onlyRejected,
      matching,
      activityRanks: groupRanks,
    });
    return { order, groups: rowOrder === 'activity' ? groupsOf(order, rows) : NO_GROUPS };
  }, [rowKeys, followedRows, ranks, groupRanks, rowOrder, sortedRange, onlyRejected, matching, timeline]);
};

const NO_GROUPS: readonly RowGroup[] = [];
