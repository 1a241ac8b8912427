import { chosenTimeZone, clampToYears, type Day } from '../time.ts';
import type { Language } from './language.ts';

// British English: 24-hour clock and day before month, as everywhere in Europe.
const LOCALE: Record<Language, string> = { en: 'en-GB', nl: 'nl-BE', fr: 'fr-BE' };

/** The locale that dates and numbers of a language are written in. */
export const localeOf = (language: Language): string => LOCALE[language];

const formats = new Map<string, Intl.DateTimeFormat>();

/** Cached, because creating an Intl.DateTimeFormat is slow. */
const format = (language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = language + JSON.stringify(options);
  const cached = formats.get(key);
  if (cached) return cached;
  const created = new Intl.DateTimeFormat(LOCALE[language], options);
  formats.set(key, created);
  return created;
};

/**
 * Formats a calendar day; `options` as for Intl.DateTimeFormat. Removes the comma that English puts after a short weekday
 * when the year is shown.
 */
export const formatDay = (day: Day, language: Language, options: Intl.DateTimeFormatOptions): string =>
  format(language, { ...options, timeZone: 'UTC' })
    .format(Date.parse(`${day}T00:00:00Z`))
    .replace(',', '');

/** An instant in words, in the chosen time zone (else the system's) unless the options name one. */
export const formatInstant = (ms: number, language: Language, options: Intl.DateTimeFormatOptions): string =>
  format(language, { hourCycle: 'h23', timeZone: chosenTimeZone(), ...options }).format(clampToYears(ms));

/**
 * Formats two days as one range, e.g. `9–22 March 2026`. Spaces around the dash are removed between two plain day numbers.
 */
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

/** Picks the singular or plural form. */
export const plural = (language: Language, count: number, forms: { one: string; other: string }): string => {
  const rules = plurals.get(language) ?? new Intl.PluralRules(LOCALE[language]);
  plurals.set(language, rules);
  return rules.select(count) === 'one' ? forms.one : forms.other;
};
