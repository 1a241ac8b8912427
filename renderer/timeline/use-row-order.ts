import { useMemo } from 'react';
import { useLocale, useNames, usePlanView, useStores, useTimeline } from '../store/context.ts';
import type { RowKey } from '../store/person-plan.ts';
import { nameRanks, orderRows } from './row-order.ts';
import { useMatching } from './use-matching.ts';

/**
 * The rows to show, in order. A change of the plan adds rows but does not sort them anew:
 * nothing jumps while the planner looks. Only the filter on rejections follows every change.
 */
export const useRowOrder = (): readonly RowKey[] => {
  const { timeline } = useStores();
  const locale = useLocale();
  const people = useNames((s) => s.people);
  const rowKeys = useTimeline((s) => s.loaded?.rowKeys);
  const order = usePlanView((s) => s.order);
  const onlyRejected = usePlanView((s) => s.onlyRejected);
  const followedRows = useTimeline((s) => (onlyRejected ? s.loaded?.rows : undefined));
  const matching = useMatching();
  const ranks = useMemo(() => nameRanks(people, locale), [people, locale]);

  return useMemo(() => {
    const rows = followedRows ?? timeline.getState().loaded?.rows;
    return rowKeys && rows ? orderRows({ rowKeys, rows, ranks, order, onlyRejected, matching }) : [];
  }, [rowKeys, followedRows, ranks, order, onlyRejected, matching, timeline]);
};
