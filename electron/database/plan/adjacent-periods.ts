import { addDays, addMonths, type DayRange, daysBetween } from '../../../shared/time.ts';

/** The periods before and after one: as many days, or whole months beside a month. */
export const adjacentPeriods = ({ from, until }: DayRange): DayRange[] => {
  const isMonth = from.endsWith('-01') && until === addDays(addMonths(from, 1), -1);
  if (isMonth)
    return [1, -1].map((step) => {
      const first = addMonths(from, step);
      return { from: first, until: addDays(addMonths(first, 1), -1) };
    });
  const days = daysBetween(from, until) + 1;
  return [1, -1].map((step) => ({ from: addDays(from, days * step), until: addDays(until, days * step) }));
};
