import { addDays, type Day, dayOffset, daysBetween, MINUTES_PER_DAY, wallClock } from '../../shared/time.ts';

interface Start {
  from: Day;
  startMinutes: number | null;
}

export interface TimeUntilStart {
  /** `in 2 days`, `tomorrow`, `in 3 hours`, `yesterday`. */
  text: string;
  hasStarted: boolean;
  /** At most two days before the start. */
  isShort: boolean;
}

/** Below this, hours are shown instead of days. */
const HOURS_LIMIT_MINUTES = 12 * 60;
const SHORT_LIMIT_MINUTES = 2 * MINUTES_PER_DAY;

/** Time until the shift starts: in calendar days, or in hours when it is close. */
export const timeUntilStart = ({ from, startMinutes }: Start, nowMs: number, locale: string, timeZone?: string) => {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const now = wallClock(nowMs, timeZone);
  const startDay = addDays(from, dayOffset(startMinutes ?? 0));
  const days = daysBetween(now.day, startDay);
  const minutes = daysBetween(now.day, from) * MINUTES_PER_DAY + (startMinutes ?? 0) - now.minutes;
  // Without a start time, a shift counts as started only after its day.
  const hasStarted = startMinutes === null ? days < 0 : minutes <= 0;
  const result = (text: string): TimeUntilStart => ({
    text,
    hasStarted,
    isShort: !hasStarted && minutes <= SHORT_LIMIT_MINUTES,
  });
  if (startMinutes === null || Math.abs(minutes) > HOURS_LIMIT_MINUTES) return result(format.format(days, 'day'));
  if (Math.abs(minutes) < 60) return result(format.format(minutes, 'minute'));
  return result(format.format(Math.trunc(minutes / 60), 'hour'));
};
