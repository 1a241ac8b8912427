/** A calendar day, `YYYY-MM-DD`; the text order is the order of days. */
export type Day = string;
/** Both days belong to the range. */
export type { DayRange } from './time-schema.ts';

export const MINUTES_PER_DAY = 1440;
const MS_PER_DAY = 86_400_000;

const toUtc = (d: Day): number => Date.parse(`${d}T00:00:00Z`);

/** The day `count` days later (earlier when negative). Calendar days: daylight saving does not matter. */
export const addDays = (d: Day, count: number): Day =>
  new Date(toUtc(d) + count * MS_PER_DAY).toISOString().slice(0, 10);

/** Whole days from `a` to `b`; negative when `b` is earlier. */
export const daysBetween = (a: Day, b: Day): number => Math.round((toUtc(b) - toUtc(a)) / MS_PER_DAY);

/** The same day of the month `count` months later, or that month's last day. */
export const addMonths = (d: Day, count: number): Day => {
  const date = new Date(toUtc(d));
  const dayOfMonth = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(dayOfMonth, last));
  return date.toISOString().slice(0, 10);
};

/** The Monday of the day's week. */
export const startOfWeek = (d: Day): Day => addDays(d, -weekday(d));

/** 0 = Monday … 6 = Sunday. */
export const weekday = (d: Day): number => (new Date(toUtc(d)).getUTCDay() + 6) % 7;

/** ISO 8601 week number: the week that holds the year's first Thursday is week 1. */
export const isoWeek = (d: Day): number => {
  const thursday = addDays(d, 3 - weekday(d));
  return 1 + Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7);
};

let homeZone: string | undefined;

/** Whose clock days and times are told by from now on; null: the system's. Set where a process or a page is put together. */
export const setTimeZone = (timeZone: string | null): void => {
  homeZone = timeZone ?? undefined;
};
/** The chosen time zone; undefined: the system's. */
export const chosenTimeZone = (): string | undefined => homeZone;

export const isTimeZone = (timeZone: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }));
  } catch {
    return false;
  }
};

/** The instant of a wall-clock time; of a time that the clocks skip, the one as far after the jump. */
export const instantOf = (d: Day, minutes: number, timeZone?: string): number => {
  const wanted = toUtc(d) + minutes * 60_000;
  const offsetAt = (ms: number): number => {
    const { day: there, minutes: at } = wallClock(ms, timeZone);
    return toUtc(there) + at * 60_000 - Math.floor(ms / 60_000) * 60_000;
  };
  const guess = wanted - offsetAt(wanted);
  return wanted - offsetAt(guess);
};

/** The calendar day of an instant in a time zone (the chosen one, else the system's). */
export const dayOf = (ms: number, timeZone?: string): Day => {
  const parts = wallClock(ms, timeZone);
  return parts.day;
};

/** Wall-clock day and minutes since its midnight of an instant in a time zone (the chosen one, else the system's). */
export const wallClock = (ms: number, timeZone = homeZone): { day: Day; minutes: number } => {
  const text = formatter(timeZone).format(ms);
  return { day: text.slice(0, 10), minutes: Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16)) };
};

const formatters = new Map<string, Intl.DateTimeFormat>();
const formatter = (timeZone = ''): Intl.DateTimeFormat => {
  const known = formatters.get(timeZone);
  if (known) return known;
  // Swedish writes `2026-03-10 14:02`, which is what we want to cut apart.
  const made = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'short',
    ...(timeZone ? { timeZone } : {}),
  });
  formatters.set(timeZone, made);
  return made;
};

/** `08:00` for 480, `22:00` for −120, `06:00` for 1800: the wall clock, whichever day it falls on. */
export const clock = (minutes: number): string => {
  const within = ((minutes % MINUTES_PER_DAY) + MINUTES_PER_DAY) % MINUTES_PER_DAY;
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`;
};

/** Days the clock time lies after (or before) its own day: 1 for 1800, −1 for −120, 0 for 480. */
export const dayOffset = (minutes: number): number => Math.floor(minutes / MINUTES_PER_DAY);

/** `08:00–17:00`, or `22:00–06:00 (+1)` for a shift over midnight; undefined without both times. */
export const shiftTimes = (startMinutes: number | null, endMinutes: number | null): string | undefined => {
  if (startMinutes === null || endMinutes === null) return undefined;
  const days = dayOffset(endMinutes) - dayOffset(startMinutes);
  return `${clock(startMinutes)}–${clock(endMinutes)}${days > 0 ? ` (+${days})` : ''}`;
};

/** Before the first shift is planned, after the last notification that would wake somebody. */
const MORNING_HOUR = 6;

/** Six o'clock of the next day, by this computer's clock. */
export const tomorrowMorning = (nowMs: number): number => {
  const morning = new Date(nowMs);
  morning.setDate(morning.getDate() + 1);
  return morning.setHours(MORNING_HOUR, 0, 0, 0);
};
