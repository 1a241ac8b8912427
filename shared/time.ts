import { z } from 'zod';

/** A calendar day, `YYYY-MM-DD`; sorts as text. */
export type Day = string;
export const MINUTES_PER_DAY = 1440;
const MS_PER_DAY = 86_400_000;

const toUtc = (d: Day): number => Date.parse(`${d}T00:00:00Z`);

const FIRST_MS = toUtc('0001-01-01');
const LAST_MS = toUtc('9999-12-31');

/** The UTC day of a time, limited to the years 1 to 9999: a `Day` has four digits. */
const fromUtc = (ms: number): Day => new Date(Math.min(Math.max(ms, FIRST_MS), LAST_MS)).toISOString().slice(0, 10);

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a text is a day of the calendar: neither `2026-02-30` nor `2026-13-01`, and of no year outside of 1 to 9999. */
export const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8, 10));
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 && leap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
  return year >= 1 && day >= 1 && day <= days;
};

/** Usual days of a plan. Other days are damaged dates, or years that are still being typed. */
export const EARLIEST_DAY: Day = '1900-01-01';
export const LATEST_DAY: Day = '2199-12-31';
/** Whether a text is a day from `EARLIEST_DAY` to `LATEST_DAY`. */
export const isUsualDay = (text: string): boolean => isDay(text) && text >= EARLIEST_DAY && text <= LATEST_DAY;

/**
 * The day `count` days later (earlier when negative), within the years 1 to 9999. Calendar days: daylight saving does not
 * matter.
 */
export const addDays = (d: Day, count: number): Day => fromUtc(toUtc(d) + count * MS_PER_DAY);

/** Whole days from `a` to `b`; negative when `b` is earlier. */
export const daysBetween = (a: Day, b: Day): number => Math.round((toUtc(b) - toUtc(a)) / MS_PER_DAY);

/** The same day of the month `count` months later, or that month's last day; within the years 1 to 9999. */
export const addMonths = (d: Day, count: number): Day => {
  const date = new Date(toUtc(d));
  const dayOfMonth = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count + 1);
  date.setUTCDate(0);
  date.setUTCDate(Math.min(dayOfMonth, date.getUTCDate()));
  return fromUtc(date.getTime());
};

/** The Monday of the day's week. */
export const startOfWeek = (d: Day): Day => addDays(d, -weekday(d));

/** 0 = Monday … 6 = Sunday. */
export const weekday = (d: Day): number => (new Date(toUtc(d)).getUTCDay() + 6) % 7;

/** ISO 8601 week number: the week that contains the year's first Thursday is week 1. */
export const isoWeek = (d: Day): number => {
  const thursday = addDays(d, 3 - weekday(d));
  return 1 + Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7);
};

let chosenZone: string | undefined;

/**
 * Sets the time zone used by all functions here; null: that of the system. Called once at start-up of a process or page and
 * when the setting changes.
 */
export const setTimeZone = (timeZone: string | null): void => {
  chosenZone = timeZone ?? undefined;
};
/** The chosen time zone; undefined: the system's. */
export const chosenTimeZone = (): string | undefined => chosenZone;

export const isTimeZone = (timeZone: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }));
  } catch {
    return false;
  }
};

/** The instant of a wall-clock time. A time skipped by daylight saving is moved forward by the length of the jump. */
export const instantOf = (d: Day, minutes: number, timeZone?: string): number => {
  const wanted = toUtc(d) + minutes * 60_000;
  const offsetAt = (ms: number): number => {
    const { day: localDay, minutes: localMinutes } = wallClock(ms, timeZone);
    return toUtc(localDay) + localMinutes * 60_000 - Math.floor(ms / 60_000) * 60_000;
  };
  const guess = wanted - offsetAt(wanted);
  return wanted - offsetAt(guess);
};

/** The calendar day of an instant in a time zone (the chosen one, else the system's). */
export const dayOf = (ms: number, timeZone?: string): Day => {
  const parts = wallClock(ms, timeZone);
  return parts.day;
};

/** Limits an instant to the years 1 to 9999 in every time zone. */
export const clampToYears = (ms: number): number => Math.min(Math.max(ms, FIRST_MS + MS_PER_DAY), LAST_MS - MS_PER_DAY);

/** Wall-clock day and minutes since its midnight of an instant in a time zone (the chosen one, else the system's). */
export const wallClock = (ms: number, timeZone = chosenZone): { day: Day; minutes: number } => {
  // Years before 1000 are formatted without leading zeros.
  const text = formatter(timeZone).format(clampToYears(ms)).padStart('2026-03-10 14:02'.length, '0');
  return { day: text.slice(0, 10), minutes: Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16)) };
};

const formatters = new Map<string, Intl.DateTimeFormat>();
const formatter = (timeZone = ''): Intl.DateTimeFormat => {
  const known = formatters.get(timeZone);
  if (known) return known;
  // The Swedish locale formats as `2026-03-10 14:02`, which is easy to split.
  const created = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'short',
    ...(timeZone ? { timeZone } : {}),
  });
  formatters.set(timeZone, created);
  return created;
};

/** `08:00` for 480, `22:00` for −120, `06:00` for 1800: time of day, without the day. */
export const formatClock = (minutes: number): string => {
  const within = ((minutes % MINUTES_PER_DAY) + MINUTES_PER_DAY) % MINUTES_PER_DAY;
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`;
};

/** Days between the given day and the day the time falls on: 1 for 1800, −1 for −120, 0 for 480. */
export const dayOffset = (minutes: number): number => Math.floor(minutes / MINUTES_PER_DAY);

/** `08:00–17:00`, or `22:00–06:00 (+1)` for a shift over midnight; undefined without both times. */
export const shiftTimes = (startMinutes: number | null, endMinutes: number | null): string | undefined => {
  if (startMinutes === null || endMinutes === null) return undefined;
  const days = dayOffset(endMinutes) - dayOffset(startMinutes);
  return `${formatClock(startMinutes)}–${formatClock(endMinutes)}${days > 0 ? ` (+${days})` : ''}`;
};

/** Early enough to be before the first shift. */
const MORNING_HOUR = 6;

/** Six o'clock of the next day, by this computer's clock. */
export const tomorrowMorning = (nowMs: number): number => {
  const morning = new Date(nowMs);
  morning.setDate(morning.getDate() + 1);
  return morning.setHours(MORNING_HOUR, 0, 0, 0);
};

/** A day of the calendar, of the years 1 to 9999. */
export const day = z.string().refine(isDay, { error: 'day' });

/** An instant that can be written as a date, in ms. */
export const instantMs = z.number().refine((ms) => clampToYears(ms) === ms, { error: 'instant' });

/** A usual day, and an instant in ms on one: the valid values of the address and the browser's storage. */
export const usualDay = z.string().refine(isUsualDay);
export const usualInstantMs = z.number().refine((ms) => isUsualDay(dayOf(ms)));

/** Both ends are included. */
export const dayRange = z.object({ from: day, until: day });
export type DayRange = z.infer<typeof dayRange>;

/** Whether `atMs` is less than `limitMs` ago. False for a time in the future: it came from a wrong clock. */
export const isRecent = (limitMs: number, atMs: number | null, nowMs: number): boolean =>
  atMs !== null && atMs <= nowMs && nowMs - atMs < limitMs;
