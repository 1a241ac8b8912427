import { useMemo } from 'react';
import { type HolidayCountry, likelyCountry } from '../../shared/working-days.ts';
import { useSettings } from './context.ts';

/** The country this computer seems to be in; of the plan's clock, when one was chosen. */
export const detectCountry = (timeZone: string | null): HolidayCountry | null =>
  likelyCountry(timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone, navigator.languages);

/** Whose public holidays are no working days. */
export const useHolidayCountry = (): HolidayCountry | null => {
  const holidays = useSettings((s) => s.view?.settings.plan.holidays ?? 'none');
  const timeZone = useSettings((s) => s.view?.settings.plan.timeZone ?? null);
  // Asking the system for its clock takes milliseconds.
  return (
    useMemo(() => (holidays === 'auto' ? detectCountry(timeZone) : null), [holidays, timeZone]) ?? chosen(holidays)
  );
};

const chosen = (holidays: HolidayCountry | 'auto' | 'none'): HolidayCountry | null =>
  holidays === 'auto' || holidays === 'none' ? null : holidays;
