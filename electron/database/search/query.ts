import { CHANGE_KINDS, CHANGE_OUTCOMES, CHANGE_SOURCES } from '../../../shared/change-event.ts';
import type { SearchFilters } from '../../../shared/search.ts';
import { parseSearchTerms, type SearchTerm } from '../../../shared/search-terms.ts';
import type { Day } from '../../../shared/time.ts';
import type { ReadableDb } from '../database.ts';
import { kindsToBits } from '../tables/change-log.ts';
import { kindWord, NOT_NEWS, outcomeWord, periodWords, seenWords, sourceWord } from './chips.ts';
import { MARK_MS, markOf } from './schema.ts';

/** How a search is answered: what the text index is asked, and what is looked at line by line. */
export interface SearchPlan {
  /** The words typed, as a line that is not indexed is asked for them. */
  wanted: readonly SearchTerm[];
  /**
   * Words and chips in FTS5's own language; undefined where it has nothing to say. A line that has all of them may still not be
   * meant where `isExact` is false.
   */
  match: string | undefined;
  isExact: boolean;
  /** Every condition but the words on a line `c` of the log, and the values of their question marks. */
  sql: string;
  values: (string | number)[];
  /** The part of the log in which the lines lie, both ends included. */
  firstSeq: number;
  lastSeq: number;
  /** Up to where the log is indexed. */
  indexedSeq: number;
}

/** Nothing can be found. */
export type NoPlan = 'nothing';

type Progress = { indexed_seq: number; latest_ms: number; disorder_ms: number };
const START: Progress = { indexed_seq: 0, latest_ms: 0, disorder_ms: 0 };

const MAX_WORDS_OF_PREFIX = 48;
/** Beginnings of so many letters have an index of their own. */
const INDEXED_LETTERS = 3;
const AFTER = '\u0001';

/** Says of each search what the index is asked, and what is looked at line by line. */
export const createSearchPlanner = (db: ReadableDb) => {
  const progress = db.prepare<[], Progress>('SELECT indexed_seq, latest_ms, disorder_ms FROM search.progress');
  const firstMark = db.prepare<[], { mark: number | null }>('SELECT min(mark) AS mark FROM search.seen_mark');
  const markBefore = db.prepare<[number], { seq: number }>(
    'SELECT first_seq AS seq FROM search.seen_mark WHERE mark <= ? ORDER BY mark DESC LIMIT 1',
  );
  const markAfter = db.prepare<[number], { seq: number }>(
    'SELECT first_seq AS seq FROM search.seen_mark WHERE mark > ? ORDER BY mark LIMIT 1',
  );
  const nextWord = db.prepare<[string], { term: string }>(
    'SELECT term FROM search.change_word WHERE term >= ? LIMIT 1',
  );
  const nextDay = db.prepare<[string], { day: Day | null }>('SELECT min(day) AS day FROM search.line WHERE day > ?');

  /** The words that begin so; none where they are too many. */
  const wordsWith = (prefix: string): readonly string[] => {
    const found: string[] = [];
    for (let term = nextWord.get(prefix)?.term; term?.startsWith(prefix); term = nextWord.get(term + AFTER)?.term) {
      if (found.length === MAX_WORDS_OF_PREFIX) return [];
      found.push(term);
    }
    return found;
  };

  /** Of a long beginning FTS5 reads every line of every word at once; of the words one by one only as many as are wanted. */
  const matchOf = ({ words, isPrefix, joined }: SearchTerm): string => {
    if (joined !== undefined) return `(${matchOf({ words, isPrefix })} OR ${matchOf({ words: [joined], isPrefix })})`;
    const last = words.at(-1) ?? '';
    const others = isPrefix && [...last].length > INDEXED_LETTERS ? wordsWith(last) : [];
    if (others.length === 0) return `${quoted(words)}${isPrefix ? '*' : ''}`;
    return `(${others.map((other) => quoted([...words.slice(0, -1), other])).join(' OR ')})`;
  };

  const seenChip = (
    { seenFromMs, seenUntilMs }: SearchFilters,
    { latest_ms, disorder_ms }: Progress,
  ): (readonly string[])[] => {
    // Where no clock was ever set back by much, the place in the log says the same.
    if (disorder_ms <= MARK_MS || (seenFromMs === undefined && seenUntilMs === undefined)) return [];
    const firstMs = (firstMark.get()?.mark ?? 0) * MARK_MS - disorder_ms;
    const words = seenWords(Math.max(seenFromMs ?? firstMs, firstMs), Math.min(seenUntilMs ?? latest_ms, latest_ms));
    return words ? [words] : [];
  };

  const oneDayOfEachMonth = (): Day[] => {
    const days: Day[] = [];
    for (let day = nextDay.get('')?.day; day; day = nextDay.get(`${day.slice(0, 7)}-99`)?.day) days.push(day);
    return days;
  };

  /** Of each chip, a line has one of the words. */
  const chipsOf = (filters: SearchFilters, done: Progress): (readonly string[])[] => {
    const { kinds, sources, outcomes, from, until } = filters;
    const chips = seenChip(filters, done);
    if (from !== undefined || until !== undefined) chips.push(periodWords(from, until, oneDayOfEachMonth()));
    if (kinds?.length) chips.push(kinds.map(kindWord));
    if (sources?.length && sources.length < CHANGE_SOURCES.length) chips.push(sources.map(sourceWord));
    if (outcomes?.length && outcomes.length < CHANGE_OUTCOMES.length) chips.push(outcomes.map(outcomeWord));
    return chips;
  };

  const matchAll = (filters: SearchFilters, wanted: readonly SearchTerm[], done: Progress): string | undefined => {
    const { personId, kinds, outcomes } = filters;
    const parts = [
      ...wanted.map(matchOf),
      ...(personId === undefined ? [] : [`ids : "${personId}"`]),
      ...chipsOf(filters, done).map(chip),
    ];
    if (parts.length === 0) return undefined;
    const all = parts.join(' AND ');
    return kinds?.length || outcomes?.length ? all : `(${all}) NOT ${chip([NOT_NEWS])}`;
  };

  return {
    indexedSeq: (): number => (progress.get() ?? START).indexed_seq,
    plan(filters: SearchFilters): SearchPlan | NoPlan {
      const wanted = parseSearchTerms(filters.text ?? '');
      // Punctuation alone is not indexed.
      if (filters.text?.trim() && wanted.length === 0) return 'nothing';
      const done = progress.get() ?? START;
      const { personId, from, until, seenFromMs, seenUntilMs } = filters;
      return {
        wanted,
        match: matchAll(filters, wanted, done),
        isExact: [personId, from, until, seenFromMs, seenUntilMs].every((value) => value === undefined),
        ...conditions(filters),
        firstSeq: seenFromMs === undefined ? 0 : (markBefore.get(markOf(seenFromMs))?.seq ?? 0),
        lastSeq:
          seenUntilMs === undefined
            ? MAX_SEQ
            : (markAfter.get(markOf(seenUntilMs + done.disorder_ms))?.seq ?? MAX_SEQ + 1) - 1,
        indexedSeq: done.indexed_seq,
      };
    },
  };
};

export const MAX_SEQ = Number.MAX_SAFE_INTEGER;

const quoted = (words: readonly string[]): string => `"${words.join(' ')}"`;

/** Any of some chips' words, in FTS5's own language; where there are none, one that no line has. */
export const chip = (words: readonly string[]): string =>
  `chips : (${(words.length > 0 ? words : ['none']).map((word) => `"${word}"`).join(' OR ')})`;

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
