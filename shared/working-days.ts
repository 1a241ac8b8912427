import { PUBLIC_HOLIDAYS } from './public-holidays.ts';
import { addDays, type Day, weekday } from './time.ts';

export type HolidayCountry = keyof typeof PUBLIC_HOLIDAYS;
export const HOLIDAY_COUNTRIES = Object.keys(PUBLIC_HOLIDAYS) as readonly HolidayCountry[];

/** Whether it is a legal holiday of the whole country. Those of a sector, a company or a region are not known here. */
export const isPublicHoliday = (d: Day, country: HolidayCountry): boolean =>
  PUBLIC_HOLIDAYS[country][Number(d.slice(0, 4))]?.includes(d.slice(5).replace('-', '')) ?? false;

/** Monday to Friday, without the holidays of the country; null: no country's. */
export const isWorkingDay = (d: Day, country: HolidayCountry | null): boolean =>
  weekday(d) < 5 && !(country && isPublicHoliday(d, country));

/**
 * Whether fewer than `days` working days lie between two days, the later one counted.
 * A change of the day itself or after it is no notice at all: false.
 */
export const isShortNotice = (changed: Day, starts: Day, days: number, country: HolidayCountry | null): boolean => {
  if (changed > starts || days === 0) return false;
  let remainingDays = days;
  for (let d = addDays(changed, 1); d <= starts && remainingDays > 0; d = addDays(d, 1))
    if (isWorkingDay(d, country)) remainingDays -= 1;
  return remainingDays > 0;
};

const COUNTRY_BY_ZONE: Record<string, HolidayCountry> = {
  'Europe/Brussels': 'BE',
  'Europe/Amsterdam': 'NL',
  'Europe/Paris': 'FR',
};

/** Whose holidays hold when the planner has not said: the country of the clock, else of the language, else none. */
export const likelyCountry = (timeZone: string, locales: readonly string[]): HolidayCountry | null => {
  const byZone = COUNTRY_BY_ZONE[timeZone];
  if (byZone) return byZone;
  const region = locales[0] && new Intl.Locale(locales[0]).region;
  return HOLIDAY_COUNTRIES.find((country) => country === region) ?? null;
};
