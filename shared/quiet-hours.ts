import { z } from 'zod';
import { addDays, MINUTES_PER_DAY, wallClock, weekday } from './time.ts';

const minuteOfDay = z
  .number()
  .int()
  .min(0)
  .max(MINUTES_PER_DAY - 1);

export const quietHours = z.object({
  on: z.boolean().default(false),
  /** Weekdays on which the quiet hours begin; 0 is Monday. */
  days: z.array(z.number().int().min(0).max(6)).max(7).default([0, 1, 2, 3, 4, 5, 6]),
  fromMinutes: minuteOfDay.default(18 * 60),
  /** A value at or before `fromMinutes` is on the next day. */
  untilMinutes: minuteOfDay.default(7 * 60),
});
/** Daily times without notifications. */
export type QuietHours = z.infer<typeof quietHours>;

/** Whether an instant lies in quiet hours, by the wall clock of the chosen time zone. */
export const isInQuietHours = ({ on, days, fromMinutes, untilMinutes }: QuietHours, atMs: number): boolean => {
  if (!on) return false;
  const { day, minutes } = wallClock(atMs);
  const beginsToday = days.includes(weekday(day));
  if (untilMinutes > fromMinutes) return beginsToday && minutes >= fromMinutes && minutes < untilMinutes;
  const beganYesterday = days.includes(weekday(addDays(day, -1)));
  return (beginsToday && minutes >= fromMinutes) || (beganYesterday && minutes < untilMinutes);
};
