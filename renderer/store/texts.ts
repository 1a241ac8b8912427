import { useMemo } from 'react';
import { type ActivityRef, activityName, type PersonId, personName } from '../../shared/assignment.ts';
import type { FieldChange, FieldName } from '../../shared/change-event.ts';
import { formatDay, formatInstant, localeOf } from '../../shared/i18n/format.ts';
import { type Language, type Messages, messagesFor } from '../../shared/i18n/index.ts';
import { type Day, formatClock, shiftTimes } from '../../shared/time.ts';
import { useLanguage, useNames } from './context.ts';
import type { NamesState } from './names-store.ts';

interface Shift {
  from: Day | null;
  until: Day | null;
  startMinutes: number | null;
  endMinutes: number | null;
  breakMinutes?: number | null;
}

/** Formats people, days, times and changes in one language. */
export const createTexts = (language: Language, names: Pick<NamesState, 'people' | 'activities'>) => {
  const messages: Messages = messagesFor(language);
  const { common } = messages;

  const person = (id: PersonId | null): string =>
    id === null ? common.unassigned : personName(names.people.get(id), id);
  const employeeNumber = (id: PersonId | null): string =>
    (id === null ? null : names.people.get(id)?.employeeNumber) ?? '';
  /** The people with each name; grouped on first use. */
  let peopleByName: Map<string, PersonId[]> | undefined;
  /** The name, with the employee number where another person has the same name. */
  const uniquePersonName = (id: PersonId | null): string => {
    peopleByName ??= Map.groupBy(names.people.keys(), person);
    const [name, employee] = [person(id), employeeNumber(id)];
    return employee && (peopleByName.get(name)?.length ?? 0) > 1 ? `${name} (${employee})` : name;
  };
  const activity = (id: string): string => activityName(names.activities.get(id), id, language);
  const indexes = new Map([...names.activities.keys()].sort().map((id, index) => [id, index]));
  /** A stable index for each activity, used for colours. */
  const activityIndex = (id: string): number => indexes.get(id) ?? 0;
  /** Names of all levels, top level first. */
  const activities = (refs: readonly ActivityRef[]): string =>
    refs
      .toSorted((a, b) => a.level - b.level)
      .map((ref) => activity(ref.activityId))
      .join(' · ');

  /** Cache: hundreds of bars show the same days. */
  const dayTexts = new Map<Day, string>();
  /** `Tue 10 March`, with the year when it is not this one. */
  const day = (d: Day): string => {
    const known = dayTexts.get(d);
    if (known !== undefined) return known;
    const text = formatDay(d, language, { weekday: 'short', day: 'numeric', month: 'long' });
    dayTexts.set(d, text);
    return text;
  };
  const dayWithYear = (d: Day): string =>
    formatDay(d, language, { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' });
  /** `24 Nov 2026, 14:02`. */
  const instant = (ms: number): string => formatInstant(ms, language, { dateStyle: 'medium', timeStyle: 'short' });
  /** `24 Nov, 14:02`: for narrow places. */
  const shortInstant = (ms: number): string =>
    formatInstant(ms, language, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  /** `25 Nov 2026, 14:02:07`. */
  const exactInstant = (ms: number): string =>
    formatInstant(ms, language, { dateStyle: 'medium', timeStyle: 'medium' });
  const time = (ms: number): string => formatInstant(ms, language, { timeStyle: 'short' });

  const numberFormat = new Intl.NumberFormat(localeOf(language));
  const size = (value: number, unit: string): string =>
    new Intl.NumberFormat(localeOf(language), { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
  /** `412 byte`, `3.4 kB`, `12 MB`. */
  const bytes = (count: number): string => {
    if (count < 1000) return size(count, 'byte');
    return count < 1_000_000 ? size(count / 1000, 'kilobyte') : size(count / 1_000_000, 'megabyte');
  };

  const breakText = (minutes: number | null | undefined): string => (minutes ? ` (${minutes}′)` : '');
  /** `08:00–17:00 (30′)`, `22:00–06:00 (+1)`, `from 08:00`, `all day`. */
  const timesText = ({ startMinutes, endMinutes, breakMinutes }: Omit<Shift, 'from' | 'until'>): string => {
    const both = shiftTimes(startMinutes, endMinutes);
    if (both) return both + breakText(breakMinutes);
    if (startMinutes !== null) return common.fromTime(formatClock(startMinutes)) + breakText(breakMinutes);
    if (endMinutes !== null) return common.untilTime(formatClock(endMinutes)) + breakText(breakMinutes);
    return common.allDay + breakText(breakMinutes);
  };
  /** `Tue 10 March` for one day, `Tue 10 March – Thu 12 March` for several. */
  const daysText = ({ from, until }: Pick<Shift, 'from' | 'until'>): string => {
    if (from === null) return '–';
    if (until === null) return `${day(from)} – ${common.openEnded}`;
    return from === until ? day(from) : `${day(from)} – ${day(until)}`;
  };
  const shiftText = (s: Shift): string => `${daysText(s)} ${timesText(s)}`;

  /** The value of a field as text. */
  const valueText = (field: FieldName, raw: unknown): string => {
    if (field === 'personId') return person(typeof raw === 'number' ? raw : null);
    if (field === 'until' && raw === null) return common.openEnded;
    if (field === 'isRejected') return raw === null || raw === undefined ? '–' : raw ? common.yes : common.no;
    if (field === 'activities') return Array.isArray(raw) && raw.length > 0 ? activities(raw as ActivityRef[]) : '–';
    if (raw === null || raw === undefined || raw === '') return '–';
    if (field === 'from' || field === 'until') return dayWithYear(String(raw));
    if (field === 'startMinutes' || field === 'endMinutes') return typeof raw === 'number' ? clockWithDay(raw) : '–';
    if (field === 'breakMinutes') return `${String(raw)}′`;
    return String(raw);
  };

  return {
    messages,
    person,
    uniquePersonName,
    employeeNumber,
    activity,
    activityIndex,
    activities,
    day,
    dayWithYear,
    instant,
    shortInstant,
    exactInstant,
    time,
    timesText,
    daysText,
    shiftText,
    valueText,
    /** A number with the language's grouping. */
    number: (n: number): string => numberFormat.format(n),
    bytes,
    fieldName: (field: FieldName): string => common.field[field],
    /** `End: 17:00 → 15:00` in its three parts. */
    changeTexts: ({ field, before, after }: FieldChange) => ({
      field: common.field[field],
      before: valueText(field, before),
      after: valueText(field, after),
    }),
  };
};

export type Texts = ReturnType<typeof createTexts>;

/** `06:00 (+1)`: a time of day and the number of days after the first day of the shift. */
const clockWithDay = (minutes: number): string => {
  const days = Math.floor(minutes / 1440);
  return `${formatClock(minutes)}${days === 0 ? '' : ` (${days > 0 ? '+' : '−'}${Math.abs(days)})`}`;
};

/** The text functions for the current language and names. */
export const useTexts = (): Texts => {
  const language = useLanguage();
  const people = useNames((s) => s.people);
  const activities = useNames((s) => s.activities);
  return useMemo(() => createTexts(language, { people, activities }), [language, people, activities]);
};
