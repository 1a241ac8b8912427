import { type HolidayCountry, likelyCountry } from '../../shared/working-days.ts';
import { useSettings } from './context.ts';

/** The country this computer seems to be in; of the plan's clock, when one was chosen. */
export const countryHere = (timeZone: string | null): HolidayCountry | null =>
  likelyCountry(timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone, navigator.languages);

/** Whose public holidays are no working days. */
export const useHolidayCountry = (): HolidayCountry | null =>
  useSettings(({ view }) => {
    const { holidays, timeZone } = view?.settings.plan ?? { holidays: 'none', timeZone: null };
    if (holidays === 'none') return null;
    return holidays === 'auto' ? countryHere(timeZone) : holidays;
  });
