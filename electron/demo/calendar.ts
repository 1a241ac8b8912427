/** Dates as Protime writes them (`2026-03-10`), and the arithmetic the demo plan needs. */

const DAY_MS = 86_400_000;
const twoDigits = (value: number): string => String(value).padStart(2, '0');
const asUtc = (date: string): number => Date.parse(`${date}T00:00:00Z`);

/** The wall-clock date at an instant, in the time zone of this machine, which the demo plan uses. */
export const dateAt = (ms: number): string => {
  const at = new Date(ms);
  return `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}`;
};

export const addDays = (date: string, days: number): string =>
  new Date(asUtc(date) + days * DAY_MS).toISOString().slice(0, 10);

export const daysBetween = (from: string, until: string): number => (asUtc(until) - asUtc(from)) / DAY_MS;

/** 0 is Monday, 6 is Sunday. */
export const weekday = (date: string): number => (new Date(asUtc(date)).getUTCDay() + 6) % 7;

export const mondayOf = (date: string): string => addDays(date, -weekday(date));

/** Weeks since Monday 1 January 2024. */
export const weekNumber = (date: string): number => Math.floor((asUtc(date) - Date.UTC(2024, 0, 1)) / (7 * DAY_MS));

/** ISO 8601 with an offset, the way a webhook's `validUntil` is written: `2025-03-31T12:30:00+02:00`. */
export const withOffset = (ms: number): string => {
  const offsetMinutes = -new Date(ms).getTimezoneOffset();
  const wall = new Date(ms + offsetMinutes * 60_000).toISOString().slice(0, 19);
  const offset = Math.abs(offsetMinutes);
  return `${wall}${offsetMinutes < 0 ? '-' : '+'}${twoDigits(Math.floor(offset / 60))}:${twoDigits(offset % 60)}`;
};
