import { CHANGE_KINDS, type ChangeKind, type ChangeOutcome, type ChangeSource } from '../../shared/change-event.ts';
import { addDays, type Day, daysBetween } from '../../shared/time.ts';

/*
 * What the chips ask for, as words that lines have: then words and chips are intersected in one place, where it is cheap. The
 * words are single characters for private use, which stand in no text.
 */

const word = (code: number): string => String.fromCodePoint(code);

const KINDS = 0xe000;
const SOURCES: Record<ChangeSource, string> = { webhook: word(0xe020), sync: word(0xe021), demo: word(0xe022) };
const OUTCOMES: Record<ChangeOutcome, string> = {
  applied: word(0xe030),
  duplicate: word(0xe031),
  stale: word(0xe032),
};
const MONTHS = 0xfee00;
const LONG_MONTHS = 0xff700;
const DAYS = 0xf0000;
const FIRST_DAY = '2000-01-01';
const LAST_DAY = '2160-12-31';

export const kindWord = (kind: ChangeKind): string => word(KINDS + CHANGE_KINDS.indexOf(kind));
export const sourceWord = (source: ChangeSource): string => SOURCES[source];
export const outcomeWord = (outcome: ChangeOutcome): string => OUTCOMES[outcome];
/** What is shown unless something else is asked for: neither a copy nor a save that changed nothing. */
export const NEWS = word(0xe040);
export const UNDATED = word(0xe041);

/** Months since January 2000. */
export const monthOf = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 24_001;
export const monthWord = (month: number): string => word(MONTHS + month);
/** A shift of more days than get a word of their own begins in this month. */
const longWord = (month: number): string => word(LONG_MONTHS + month);
export const dayWord = (day: Day): string => word(DAYS + dayNumber(day));
export const firstDayOf = (month: number): Day =>
  `${2000 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;

/** The month that also stands for all after it. */
export const isLastMonth = (month: number): boolean => month === monthOf(LAST_DAY);

/** A day that has a word; what lies outside counts as the first or the last. */
export const clampDay = (day: Day): Day => (day < FIRST_DAY ? FIRST_DAY : day > LAST_DAY ? LAST_DAY : day);

const numbers = new Map<Day, number>();
/** Days since January 2000. A plan has a few hundred of them, which are asked for again and again. */
const dayNumber = (day: Day): number => {
  const known = numbers.get(day);
  if (known !== undefined) return known;
  const made = daysBetween(FIRST_DAY, day);
  if (numbers.size > 10_000) numbers.clear();
  numbers.set(day, made);
  return made;
};

const INITIALS = 0xe100;
const LETTERS = 0x1600;

const initials: string[] = [];

/** The word of all words that begin with a letter; undefined for a letter that has none. */
export const initialWord = (letter: string): string | undefined => {
  const code = letter.codePointAt(0) ?? LETTERS;
  if (code >= LETTERS) return undefined;
  initials[code] ??= word(INITIALS + code);
  return initials[code];
};

const DAYS_WITH_WORD = 31;

const WEEKS = 0xf700;
/** After so many weeks their words begin anew: a line ten years older is seen to be so when it is looked at. */
const WEEK_WORDS = 500;
const WEEK_MS = 7 * 86_400_000;
/** A period of more weeks is nearly everything. */
const MAX_WEEKS = 60;

const weekOf = (ms: number): number => Math.floor(ms / WEEK_MS);
const weekWord = (week: number): string => word(WEEKS + (((week % WEEK_WORDS) + WEEK_WORDS) % WEEK_WORDS));

/** Words of which a line seen in the period, both ends included, has one; undefined for a period that leaves out little. */
export const seenWords = (fromMs: number, untilMs: number): string[] | undefined => {
  const weeks = weekOf(untilMs) - weekOf(fromMs) + 1;
  if (weeks > MAX_WEEKS) return undefined;
  return Array.from({ length: Math.max(weeks, 0) }, (_, n) => weekWord(weekOf(fromMs) + n));
};

export interface FacetLine {
  seen_at_ms: number;
  kinds: number;
  source: ChangeSource;
  outcome: ChangeOutcome;
  from_day: Day | null;
  until_day: Day | null;
}

const UNCHANGED = 1 << CHANGE_KINDS.indexOf('unchanged');
export const isNews = ({ kinds, outcome }: Pick<FacetLine, 'kinds' | 'outcome'>): boolean =>
  outcome !== 'duplicate' && kinds !== UNCHANGED;

const wordsOfKinds: string[][] = [];
const kindWords = (kinds: number): readonly string[] => {
  wordsOfKinds[kinds] ??= CHANGE_KINDS.filter((_, n) => (kinds & (1 << n)) !== 0).map(kindWord);
  return wordsOfKinds[kinds];
};

/** Every chip that a line answers to. */
export const facetWords = (line: FacetLine): string[] => [
  ...kindWords(line.kinds),
  sourceWord(line.source),
  outcomeWord(line.outcome),
  ...(isNews(line) ? [NEWS] : []),
  weekWord(weekOf(line.seen_at_ms)),
  ...dayWords(line),
];

const dayWords = ({ from_day, until_day }: FacetLine): string[] => {
  if (from_day === null) return [UNDATED];
  const from = clampDay(from_day);
  const last = clampDay(until_day ?? LAST_DAY);
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
 * Words of which a line has at least one when it touches the period. A line with one of them may lie outside by some days:
 * that is for the caller to look at.
 * @param firstMonth in which any shift begins.
 */
export const periodWords = (from: Day, until: Day, firstMonth: number): string[] => {
  const words: string[] = [];
  for (let month = firstMonth; month <= monthOf(until); month += 1) words.push(longWord(month));
  for (let day = from; day <= until; ) {
    const month = monthOf(day);
    const next = firstDayOf(month + 1);
    const isWhole = day === firstDayOf(month) && addDays(next, -1) <= until;
    words.push(isWhole ? monthWord(month) : dayWord(day));
    day = isWhole ? next : addDays(day, 1);
  }
  return words;
};
