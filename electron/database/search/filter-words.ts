import { CHANGE_KINDS, type ChangeKind, type ChangeOutcome, type ChangeSource } from '../../../shared/change-event.ts';
import { addDays, type Day, daysBetween } from '../../../shared/time.ts';

/*
 * The filters of the screen (chips) are stored as words in a column of the text index, so that one query combines words and
 * filters. Each word is a single private-use character of Unicode, which occurs in no text.
 */

const word = (code: number): string => String.fromCodePoint(code);

const KINDS = 0xe000;
const SOURCES: Record<ChangeSource, string> = { webhook: word(0xe020), sync: word(0xe021), demo: word(0xe022) };
const OUTCOMES: Record<ChangeOutcome, string> = {
  applied: word(0xe030),
  duplicate: word(0xe031),
  stale: word(0xe032),
};
const LONG_MONTHS = 0xf0000;
const MONTHS = 0xf1000;
const DAYS = 0xf2000;
const FIRST_DAY = '2000-01-01';
const LAST_DAY = '2160-12-31';

export const kindWord = (kind: ChangeKind): string => word(KINDS + CHANGE_KINDS.indexOf(kind));
export const sourceWord = (source: ChangeSource): string => SOURCES[source];
export const outcomeWord = (outcome: ChangeOutcome): string => OUTCOMES[outcome];
/** Duplicates and saves without changes: left out unless requested. */
export const HIDDEN_BY_DEFAULT = word(0xe040);
export const UNDATED = word(0xe041);

/** Months since January 2000. */
const monthOf = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 24_001;
const monthWord = (month: number): string => word(MONTHS + month);
/** For shifts of more than DAYS_WITH_WORD days that begin in this month. */
const longWord = (month: number): string => word(LONG_MONTHS + month);
const firstDayOf = (month: number): Day =>
  `${2000 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;

/** The nearest day that has a word. */
const dayWithWord = (day: Day): Day => (day < FIRST_DAY ? FIRST_DAY : day > LAST_DAY ? LAST_DAY : day);

const numbers = new Map<Day, number>();
/** Days since January 2000. Cached: a plan has only a few hundred different days. */
const dayNumber = (day: Day): number => {
  const known = numbers.get(day);
  if (known !== undefined) return known;
  const number = daysBetween(FIRST_DAY, day);
  if (numbers.size > 10_000) numbers.clear();
  numbers.set(day, number);
  return number;
};

const dayWord = (day: Day): string => word(DAYS + dayNumber(day));

const DAYS_WITH_WORD = 31;

export interface FilterableLine {
  kinds: number;
  source: ChangeSource;
  outcome: ChangeOutcome;
  from_day: Day | null;
  until_day: Day | null;
}

const UNCHANGED = 1 << CHANGE_KINDS.indexOf('unchanged');
const isShownByDefault = ({ kinds, outcome }: FilterableLine): boolean =>
  outcome !== 'duplicate' && kinds !== UNCHANGED;

/** The words of all filters that a line matches. */
export const filterWordsOfLine = (line: FilterableLine): string[] => [
  ...CHANGE_KINDS.filter((_, n) => (line.kinds & (1 << n)) !== 0).map(kindWord),
  sourceWord(line.source),
  outcomeWord(line.outcome),
  ...(isShownByDefault(line) ? [] : [HIDDEN_BY_DEFAULT]),
  ...dayFilterWords(line),
];

const dayFilterWords = ({ from_day, until_day }: FilterableLine): string[] => {
  if (from_day === null) return [UNDATED];
  const from = dayWithWord(from_day);
  const last = dayWithWord(until_day ?? LAST_DAY);
  if (from === last) return [dayWord(from), monthWord(monthOf(from))];
  const first = dayNumber(from);
  const days = Math.min(Math.max(dayNumber(last) - first, 0) + 1, DAYS_WITH_WORD);
  const end = addDays(from, days - 1);
  const words = Array.from({ length: days }, (_, n) => word(DAYS + first + n));
  for (const month of new Set([monthOf(from), monthOf(end)])) words.push(monthWord(month));
  if (end < last) words.push(longWord(monthOf(from)));
  return words;
};

/**
 * Every line whose shift overlaps a period has at least one of these words. Some lines with one of them are outside the period,
 * which the caller must check.
 * @param startDays days on which shifts begin, at least one of each month that has any.
 */
export const periodWords = (from: Day = FIRST_DAY, until: Day = LAST_DAY, startDays: readonly Day[]): string[] => {
  const [first, last] = [dayWithWord(from), dayWithWord(until)];
  const months = new Set(startDays.map((day) => monthOf(dayWithWord(day))));
  const long = [...months].filter((month) => month <= monthOf(last)).map(longWord);
  // A shift may have words of the month after the one it begins in.
  const touched = new Set([...months].flatMap((month) => [month, month + 1]));
  return [...long, ...[...touched].flatMap((month) => wordsOfMonth(month, first, last))];
};

/** The word of a month, or of its days that are in a period. */
const wordsOfMonth = (month: number, first: Day, last: Day): string[] => {
  const [begin, end] = [firstDayOf(month), addDays(firstDayOf(month + 1), -1)];
  if (first <= begin && end <= last) return [monthWord(month)];
  const words: string[] = [];
  for (let day = later(begin, first); day <= earlier(end, last); day = addDays(day, 1)) words.push(dayWord(day));
  return words;
};

const later = (a: Day, b: Day): Day => (a > b ? a : b);
const earlier = (a: Day, b: Day): Day => (a < b ? a : b);
