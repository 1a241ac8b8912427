import { useLocale, useMessages, useTimeline } from '../../store/context.ts';
import type { RowKey } from '../../store/person-plan.ts';

/** What nobody has been given yet is a row, but not a person. */
const countPeople = (keys: readonly RowKey[]): number => keys.length - (keys.includes(null) ? 1 : 0);

/** How many people are shown: `40 people`, `3 of 40 people`; empty while nobody knows. */
export const usePeopleText = (order: readonly RowKey[]): string => {
  const { plan } = useMessages();
  const locale = useLocale();
  const keys = useTimeline((s) => s.loaded?.rowKeys);
  if (!keys) return '';
  const number = (n: number) => n.toLocaleString(locale);
  const [shown, total] = [countPeople(order), countPeople(keys)];
  return shown === total ? plan.people(total, number(total)) : plan.peopleOf(number(shown), number(total));
};
