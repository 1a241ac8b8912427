import { addDays, addMonths, type Day, type DayRange, startOfWeek } from '../../shared/time.ts';

export const PLAN_VIEWS = ['day', 'week', 'twoWeeks', 'month'] as const;
export type PlanView = (typeof PLAN_VIEWS)[number];

const lastOfMonth = (firstDay: Day): Day => addDays(addMonths(firstDay, 1), -1);

/** The days shown by a view that contains `day`. Weeks start on Monday. */
export const periodOf = (view: PlanView, day: Day): DayRange => {
  switch (view) {
    case 'day':
      return { from: day, until: day };
    case 'week':
      return { from: startOfWeek(day), until: addDays(startOfWeek(day), 6) };
    case 'twoWeeks':
      return { from: startOfWeek(day), until: addDays(startOfWeek(day), 13) };
    case 'month': {
      const first = `${day.slice(0, 8)}01`;
      return { from: first, until: lastOfMonth(first) };
    }
  }
};

/** A day of the next (1) or previous (−1) period. */
export const stepPeriod = (view: PlanView, day: Day, direction: 1 | -1): Day => {
  switch (view) {
    case 'day':
      return addDays(day, direction);
    case 'week':
      return addDays(day, 7 * direction);
    case 'twoWeeks':
      return addDays(day, 14 * direction);
    case 'month':
      return addMonths(`${day.slice(0, 8)}01`, direction);
  }
};
