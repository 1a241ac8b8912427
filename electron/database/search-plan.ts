import { CHANGE_KINDS, changeOutcome, changeSource } from '../../shared/change-event.ts';
import type { SearchFilters } from '../../shared/search.ts';
import { addDays } from '../../shared/time.ts';
import { kindsToBits } from './change-log.ts';
import type { ReadableDb } from './database.ts';
import {
  clampDay,
  firstDayOf,
  kindWord,
  NEWS,
  NO_LINE,
  outcomeWord,
  periodWords,
  seenWords,
  sourceWord,
} from './search-facets.ts';
import { MARK_MS, markOf } from './search-schema.ts';
import { type Expand, toMatch } from './search-words.ts';

/** How a search is answered: from the words of the text index, then line by line what they leave open. */
export interface SearchPlan {
  /** What the text index is asked; undefined: nothing in it narrows this search. */
  match: string | undefined;
  /** The same without the period of the shift: for who asks day by day anyway. */
  matchAnyDay: string | undefined;
  /** Whether words are wanted that only the index knows. */
  hasText: boolean;
  /** Whether the index may find a line that the conditions exclude, even with every chip asked of it. */
  needsLines: boolean;
  /** Conditions on a line `c` of the log, and the values of their question marks. */
  sql: string;
  values: (string | number)[];
  /** The part of the log in which the lines lie, both ends included. */
  firstSeq: number;
  lastSeq: number;
}

/** Nothing can be found. */
export type NoPlan = 'nothing';

const MAX_WORDS_OF_PREFIX = 48;
const AFTER = '\u0001';

/** Chooses how each search is answered: what the index is asked, and what is looked at line by line. */
export const createSearchPlanner = (db: ReadableDb) => {
  const progress = db.prepare<[], { indexed_seq: number; latest_ms: number; disorder_ms: number }>(
    'SELECT indexed_seq, latest_ms, disorder_ms FROM search.progress',
  );
  const firstMark = db.prepare<[], { mark: number | null }>('SELECT min(mark) AS mark FROM search.seen_mark');
  const linesWith = db.prepare<[string], { lines: number }>('SELECT lines FROM search.facet WHERE word = ?');
  const months = db.prepare<[], { first: number | null; last: number | null }>(
    'SELECT min(month) AS first, max(month) AS last FROM search.shift_month',
  );
  const markBefore = db.prepare<[number], { seq: number }>(
    'SELECT first_seq AS seq FROM search.seen_mark WHERE mark <= ? ORDER BY mark DESC LIMIT 1',
  );
  const markAfter = db.prepare<[number], { seq: number }>(
    'SELECT first_seq AS seq FROM search.seen_mark WHERE mark > ? ORDER BY mark LIMIT 1',
  );
  const nextWord = db.prepare<[string], { term: string }>(
    'SELECT term FROM search.change_word WHERE term >= ? LIMIT 1',
  );

  const expand: Expand = (prefix) => {
    const found: string[] = [];
    for (let term = nextWord.get(prefix)?.term; term?.startsWith(prefix); term = nextWord.get(term + AFTER)?.term) {
      if (found.length === MAX_WORDS_OF_PREFIX) return undefined;
      found.push(term);
    }
    return found;
  };

  /** A chip for lines with any of some words; words that no line has are not asked for. */
  const anyOf = (words: readonly string[]): Chip => {
    const known = words.filter((word) => linesWith.get(word));
    const quoted = (known.length > 0 ? known : [NO_LINE]).map((word) => `"${word}"`);
    return { match: quoted.length === 1 ? (quoted[0] ?? '') : `(${quoted.join(' OR ')})` };
  };

  const seenChip = ({ seenFromMs, seenUntilMs }: SearchFilters): Chip[] => {
    if (seenFromMs === undefined && seenUntilMs === undefined) return [];
    const { latest_ms, disorder_ms } = progress.get() ?? { latest_ms: 0, disorder_ms: 0 };
    const firstMs = (firstMark.get()?.mark ?? 0) * MARK_MS - disorder_ms;
    const words = seenWords(Math.max(seenFromMs ?? firstMs, firstMs), Math.min(seenUntilMs ?? latest_ms, latest_ms));
    return words ? [anyOf(words)] : [];
  };

  const chipsOf = (filters: SearchFilters): Chip[] => {
    const { kinds, sources, outcomes, personId, from, until } = filters;
    const chips = seenChip(filters);
    if (kinds?.length) chips.push(anyOf(kinds.map(kindWord)));
    if (sources?.length && sources.length < changeSource.options.length) chips.push(anyOf(sources.map(sourceWord)));
    if (outcomes?.length && outcomes.length < changeOutcome.options.length)
      chips.push(anyOf(outcomes.map(outcomeWord)));
    // An assignment may have the same number; that is seen line by line.
    if (personId !== undefined) chips.push({ match: `ids : "${personId}"` });
    if (from !== undefined || until !== undefined) {
      const { first, last } = months.get() ?? { first: null, last: null };
      if (first !== null && last !== null) {
        const begin = clampDay(later(from ?? '', firstDayOf(first)));
        const end = clampDay(earlier(until ?? '9999', addDays(firstDayOf(last + 2), -1)));
        chips.push({ ...anyOf(periodWords(begin, end, first)), isPeriod: true });
      }
    }
    return chips;
  };

  return {
    indexedSeq: (): number => progress.get()?.indexed_seq ?? 0,
    plan(filters: SearchFilters, { allChips = false } = {}): SearchPlan | NoPlan {
      const { disorder_ms } = progress.get() ?? { disorder_ms: 0 };
      const words = toMatch(filters.text ?? '', expand);
      // Words that hold no letter or digit can occur nowhere.
      if ((filters.text?.trim() && words === undefined) || isContradiction(filters)) return 'nothing';
      const chips = chipsOf(filters);
      const wantsNews = !filters.kinds?.length && !filters.outcomes?.length;
      // Nearly every line is news: that is asked of the index only when there is nothing else to ask.
      if (wantsNews && (allChips || (words === undefined && chips.length === 0))) chips.push({ match: `"${NEWS}"` });
      const all = (chosen: readonly Chip[]): string | undefined =>
        [...chosen.map((one) => one.match), ...(words === undefined ? [] : [words])].join(' AND ') || undefined;
      const { personId, from, until, seenFromMs, seenUntilMs } = filters;
      return {
        match: all(chips),
        matchAnyDay: all(chips.filter(({ isPeriod }) => !isPeriod)),
        hasText: words !== undefined,
        needsLines: [personId, from, until, seenFromMs, seenUntilMs].some((value) => value !== undefined),
        ...conditions(filters),
        firstSeq: seenFromMs === undefined ? 0 : (markBefore.get(markOf(seenFromMs))?.seq ?? 0),
        lastSeq:
          seenUntilMs === undefined
            ? MAX_SEQ
            : (markAfter.get(markOf(seenUntilMs + disorder_ms))?.seq ?? MAX_SEQ + 1) - 1,
      };
    },
  };
};

export const MAX_SEQ = Number.MAX_SAFE_INTEGER;

export type SearchPlanner = ReturnType<typeof createSearchPlanner>;

interface Chip {
  match: string;
  /** The period of the shift. */
  isPeriod?: boolean;
}

/**
 * Whether no line can be of such outcomes: only what was applied is of any kind, and a copy tells nothing of its shift and
 * never comes from a list. Proving that line by line would be the slowest search of all.
 * @see timeline/apply.ts
 */
const isContradiction = ({ text, kinds, sources, outcomes, personId, from, until }: SearchFilters): boolean => {
  if (!outcomes?.length) return false;
  // A copy is found by the number of its assignment only.
  const isOfShift = [personId, from, until].some((value) => value !== undefined) || /\p{L}/u.test(text ?? '');
  const isListed = sources?.length === 1 && sources[0] === 'sync';
  return outcomes.every(
    (outcome) => (kinds?.length && outcome !== 'applied') || (outcome === 'duplicate' && (isOfShift || isListed)),
  );
};

const later = (a: string, b: string): string => (a > b ? a : b);
const earlier = (a: string, b: string): string => (a < b ? a : b);

/** Every condition that one line of the log can answer. */
const conditions = (filters: SearchFilters): Pick<SearchPlan, 'sql' | 'values'> => {
  const sql: string[] = [];
  const values: (string | number)[] = [];
  const add = (condition: string, ...its: (string | number)[]) => {
    sql.push(condition);
    values.push(...its);
  };
  const { personId, from, until, seenFromMs, seenUntilMs, kinds, sources, outcomes } = filters;
  if (personId !== undefined) add('c.person_id = ?', personId);
  if (from !== undefined) add(`c.from_day IS NOT NULL AND coalesce(c.until_day, '9999-12-31') >= ?`, from);
  if (until !== undefined) add('c.from_day <= ?', until);
  if (seenFromMs !== undefined) add('c.seen_at_ms >= ?', seenFromMs);
  if (seenUntilMs !== undefined) add('c.seen_at_ms < ?', seenUntilMs);
  if (kinds?.length) add('c.kinds & ? <> 0', kindsToBits(kinds));
  if (sources?.length) add(`c.source IN (${sources.map(() => '?').join(', ')})`, ...sources);
  // Copies and saves that changed nothing are not news, unless they are asked for.
  if (outcomes?.length) add(`c.outcome IN (${outcomes.map(() => '?').join(', ')})`, ...outcomes);
  else add(`c.outcome <> 'duplicate'`);
  if (!kinds?.length && !outcomes?.length) add('c.kinds <> ?', UNCHANGED);
  return { sql: sql.join(' AND '), values };
};

const UNCHANGED = kindsToBits(CHANGE_KINDS.filter((kind) => kind === 'unchanged'));
