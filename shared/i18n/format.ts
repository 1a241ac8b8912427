import { chosenTimeZone, type Day, withinYears } from '../time.ts';
import type { Language } from './index.ts';

// British English: 24-hour clock and day before month, as everywhere in Europe.
const LOCALE: Record<Language, string> = { en: 'en-GB', nl: 'nl-BE', fr: 'fr-BE' };

/** The locale that dates and numbers of a language are written in. */
export const localeOf = (language: Language): string => LOCALE[language];

const formats = new Map<string, Intl.DateTimeFormat>();

/** A cached date format: making one takes far longer than using it. */
const format = (language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = language + JSON.stringify(options);
  const cached = formats.get(key);
  if (cached) return cached;
  const created = new Intl.DateTimeFormat(LOCALE[language], options);
  formats.set(key, created);
  return created;
};

/**
 * A calendar day in words; the options say which parts, e.g. `{ weekday: 'short', day: 'numeric', month: 'long' }`. With a
 * year, English would have a comma after a short weekday, and none without one: here it never has.
 */
export const formatDay = (day: Day, language: Language, options: Intl.DateTimeFormatOptions): string =>
  format(language, { ...options, timeZone: 'UTC' })
    .format(Date.parse(`${day}T00:00:00Z`))
    .replace(',', '');

/** An instant in words, in the chosen time zone (else the system's) unless the options name one. */
export const formatInstant = (ms: number, language: Language, options: Intl.DateTimeFormatOptions): string =>
  format(language, { hourCycle: 'h23', timeZone: chosenTimeZone(), ...options }).format(withinYears(ms));

/** `9–22 March 2026`, `23 Nov – 6 Dec 2026`: two days as one range. Only words keep away from the dash, in every language. */
export const formatDayRange = (
  from: Day,
  until: Day,
  language: Language,
  options: Intl.DateTimeFormatOptions,
): string =>
  format(language, { ...options, timeZone: 'UTC' })
    .formatRange(Date.parse(`${from}T00:00:00Z`), Date.parse(`${until}T00:00:00Z`))
    .replace(/^(\d+)\s–\s(?=\d+ )/u, '$1–');

const plurals = new Map<Language, Intl.PluralRules>();

/** The form of a text that fits a number in a language. */
export const plural = (language: Language, count: number, forms: { one: string; other: string }): string => {
  const rules = plurals.get(language) ?? new Intl.PluralRules(LOCALE[language]);
  plurals.set(language, rules);
  return rules.select(count) === 'one' ? forms.one : forms.other;
};
