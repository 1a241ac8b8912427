import { useLocale, useMessages, useTimeline } from '../../store/context.ts';
import type { RowKey } from '../../store/person-plan.ts';

/** The unassigned row is not a person. */
const countPeople = (keys: readonly RowKey[]): number => keys.length - (keys.includes(null) ? 1 : 0);

/** Number of shown people, e.g. `3 of 40 people`; empty until loaded. */
export const usePeopleText = (order: readonly RowKey[]): string => {
  const { plan } = useMessages();
  const locale = useLocale();
  const keys = useTimeline((s) => s.loaded?.rowKeys);
  if (!keys) return '';
  const number = (n: number) => n.toLocaleString(locale);
  const [shown, total] = [countPeople(order), countPeople(keys)];
  return shown === total ? plan.people(total, number(total)) : plan.peopleOf(number(shown), number(total));
};
