import { z } from 'zod';
import { dayOf, isDay, isUsualDay, withinYears } from './time.ts';

/** A day of the calendar, of the years 1 to 9999. */
export const day = z.string().refine(isDay, { error: 'day' });

/** An instant that can be written as a date, in ms. */
export const instantMs = z.number().refine((ms) => withinYears(ms) === ms, { error: 'instant' });

/** A day, and an instant in ms, that a planner may want to look at: what an address or the browser's storage may name. */
export const usualDay = z.string().refine(isUsualDay);
export const usualInstantMs = z.number().refine((ms) => isUsualDay(dayOf(ms)));

export const dayRange = z.object({ from: day, until: day });
export type DayRange = z.infer<typeof dayRange>;
