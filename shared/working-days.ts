import { addDays, type Day, weekday } from './time.ts';

/** Monday to Friday. Public holidays are not known here: they differ between countries, sectors and companies. */
export const isWorkingDay = (d: Day): boolean => weekday(d) < 5;

/**
 * Whether fewer than `days` working days lie between two days, the later one counted.
 * A change of the day itself or after it is no notice at all: false.
 */
export const isShortNotice = (changed: Day, starts: Day, days: number): boolean => {
  if (changed > starts || days === 0) return false;
  let left = days;
  for (let d = addDays(changed, 1); d <= starts && left > 0; d = addDays(d, 1)) if (isWorkingDay(d)) left -= 1;
  return left > 0;
};
