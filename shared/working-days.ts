import { PUBLIC_HOLIDAYS } from './public-holidays.ts';
import { addDays, type Day, weekday } from './time.ts';

export type HolidayCountry = keyof typeof PUBLIC_HOLIDAYS;
export const HOLIDAY_COUNTRIES = Object.keys(PUBLIC_HOLIDAYS) as readonly HolidayCountry[];

/** Whether it is a national public holiday. Holidays of a sector, company or region are not included. */
export const isPublicHoliday = (d: Day, country: HolidayCountry): boolean =>
  PUBLIC_HOLIDAYS[country][Number(d.slice(0, 4))]?.includes(d.slice(5).replace('-', '')) ?? false;

/** Monday to Friday without the public holidays of the country; null: no holidays. */
export const isWorkingDay = (d: Day, country: HolidayCountry | null): boolean =>
  weekday(d) < 5 && !(country && isPublicHoliday(d, country));

/**
 * Whether fewer than `days` working days lie between the change and the start (start included). false when the change comes
 * after the start.
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

/** Detects the country for public holidays: by time zone, else by language, else null. */
export const likelyCountry = (timeZone: string, locales: readonly string[]): HolidayCountry | null => {
  const byZone = COUNTRY_BY_ZONE[timeZone];
  if (byZone) return byZone;
  const region = locales[0] && new Intl.Locale(locales[0]).region;
  return HOLIDAY_COUNTRIES.find((country) => country === region) ?? null;
};
