import { useMemo } from 'react';
import { type HolidayCountry, likelyCountry } from '../../shared/working-days.ts';
import { useSettings } from './context.ts';

/** Country detected from the chosen time zone, else from that of the computer. */
export const detectCountry = (timeZone: string | null): HolidayCountry | null =>
  likelyCountry(timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone, navigator.languages);

/** Country whose public holidays apply; null: none. */
export const useHolidayCountry = (): HolidayCountry | null => {
  const holidays = useSettings((s) => s.view?.settings.plan.holidays ?? 'none');
  const timeZone = useSettings((s) => s.view?.settings.plan.timeZone ?? null);
  // Memoised: reading the system's time zone takes milliseconds.
  return (
    useMemo(() => (holidays === 'auto' ? detectCountry(timeZone) : null), [holidays, timeZone]) ?? chosen(holidays)
  );
};

const chosen = (holidays: HolidayCountry | 'auto' | 'none'): HolidayCountry | null =>
  holidays === 'auto' || holidays === 'none' ? null : holidays;
