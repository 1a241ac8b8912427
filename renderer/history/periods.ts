import { addDays, addMonths, type Day, startOfWeek } from '../../shared/time.ts';

export const SHIFT_PERIODS = ['any', 'today', 'thisWeek', 'nextWeek', 'thisMonth', 'custom'] as const;
export const SEEN_PERIODS = ['any', 'today', 'yesterday', 'last7', 'last30', 'custom'] as const;
export type ShiftPeriod = (typeof SHIFT_PERIODS)[number];
export type SeenPeriod = (typeof SEEN_PERIODS)[number];

/** A period as it was chosen: by name, or by its days. Both days belong to it; an empty one is no bound. */
export interface Chosen<P extends string> {
  period: P;
  from: Day | '';
  until: Day | '';
}

interface Days {
  from?: Day;
  until?: Day;
}

const bounds = ({ from, until }: { from: string; until: string }): Days => ({
  ...(from ? { from } : {}),
  ...(until ? { until } : {}),
});

/** The days of shifts that a choice means today. */
export const shiftDays = (chosen: Chosen<ShiftPeriod>, today: Day): Days => {
  const monday = startOfWeek(today);
  const first = `${today.slice(0, 8)}01`;
  switch (chosen.period) {
    case 'any':
      return {};
    case 'today':
      return { from: today, until: today };
    case 'thisWeek':
      return { from: monday, until: addDays(monday, 6) };
    case 'nextWeek':
      return { from: addDays(monday, 7), until: addDays(monday, 13) };
    case 'thisMonth':
      return { from: first, until: addDays(addMonths(first, 1), -1) };
    case 'custom':
      return bounds(chosen);
  }
};

/** The days on which a change was seen that a choice means today. */
export const seenDays = (chosen: Chosen<SeenPeriod>, today: Day): Days => {
  switch (chosen.period) {
    case 'any':
      return {};
    case 'today':
      return { from: today };
    case 'yesterday':
      return { from: addDays(today, -1), until: addDays(today, -1) };
    case 'last7':
      return { from: addDays(today, -6) };
    case 'last30':
      return { from: addDays(today, -29) };
    case 'custom':
      return bounds(chosen);
  }
};

/** The first instant of a day on this computer's clock. */
export const startOfDay = (day: Day): number => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date).getTime();
};
