import { CHANGE_KINDS, CHANGE_OUTCOMES, CHANGE_SOURCES } from '../../../shared/change-event.ts';
import type { SearchFilters } from '../../../shared/search.ts';
import { parseSearchTerms, type SearchTerm } from '../../../shared/search-terms.ts';
import type { Day } from '../../../shared/time.ts';
import type { ReadableDb } from '../database.ts';
import { kindsToBits } from '../tables/change-log.ts';
import { HIDDEN_BY_DEFAULT, kindWord, outcomeWord, periodWords, sourceWord } from './filter-words.ts';
import { NO_PROGRESS, type Progress, spanOf } from './schema.ts';

/** How a search is executed: the query of the text index, and the conditions that are checked for each line. */
export interface SearchQuery {
  /** The words typed, for lines that are not indexed. */
  terms: readonly SearchTerm[];
  /**
   * The FTS5 query for words and filter words; undefined without any. When `isExact` is false, a matching line may not match `sql`.
   */
  match: string | undefined;
  isExact: boolean;
  /** All conditions except the words, on a line `c` of the log, and their parameters. */
  sql: string;
  values: (string | number)[];
  /** The part of the log that can contain matching lines, both ends included. */
  firstSeq: number;
  lastSeq: number;
  /** The last position that is indexed. */
  indexedSeq: number;
}

/** No line can match. */
export type MatchesNothing = 'nothing';

const MAX_WORDS_OF_PREFIX = 48;
/** Prefixes of up to this length have their own index. */
const INDEXED_LETTERS = 3;
const AFTER = '\u0001';

/** Builds the query of a search from its filters. */
export const createQueryBuilder = (db: ReadableDb) => {
  const progress = db.prepare<[], Progress>('SELECT indexed_seq, latest_ms, disorder_ms FROM search.progress');
  const firstSeqOfSpan = db.prepare<[number], { seq: number }>(
    'SELECT first_seq AS seq FROM search.seen_mark WHERE mark <= ? ORDER BY mark DESC LIMIT 1',
  );
  const firstSeqAfterSpan = db.prepare<[number], { seq: number }>(
    'SELECT first_seq AS seq FROM search.seen_mark WHERE mark > ? ORDER BY mark LIMIT 1',
  );
  const nextWord = db.prepare<[string], { term: string }>(
    'SELECT term FROM search.change_word WHERE term >= ? LIMIT 1',
  );
  const nextDay = db.prepare<[string], { day: Day | null }>('SELECT min(day) AS day FROM search.line WHERE day > ?');

  /** The words with this prefix; none when there are too many. */
  const wordsWith = (prefix: string): readonly string[] => {
    const found: string[] = [];
    for (let term = nextWord.get(prefix)?.term; term?.startsWith(prefix); term = nextWord.get(term + AFTER)?.term) {
      if (found.length === MAX_WORDS_OF_PREFIX) return [];
      found.push(term);
    }
    return found;
  };

  /** For a long prefix, FTS5 would first read all lines of all its words; for single words it reads only as many as needed. */
  const matchOf = ({ words, isPrefix, joined }: SearchTerm): string => {
    if (joined !== undefined) return `(${matchOf({ words, isPrefix })} OR ${matchOf({ words: [joined], isPrefix })})`;
    const last = words.at(-1) ?? '';
    const others = isPrefix && [...last].length > INDEXED_LETTERS ? wordsWith(last) : [];
    if (others.length === 0) return `${quoted(words)}${isPrefix ? '*' : ''}`;
    return `(${others.map((other) => quoted([...words.slice(0, -1), other])).join(' OR ')})`;
  };

  const oneDayOfEachMonth = (): Day[] => {
    const days: Day[] = [];
    for (let day = nextDay.get('')?.day; day; day = nextDay.get(`${day.slice(0, 7)}-99`)?.day) days.push(day);
    return days;
  };

  /** Lists of filter words: a matching line has at least one word of each list. */
  const filterWordsOf = ({ kinds, sources, outcomes, from, until }: SearchFilters): (readonly string[])[] => {
    const wordLists: (readonly string[])[] = [];
    if (from !== undefined || until !== undefined) wordLists.push(periodWords(from, until, oneDayOfEachMonth()));
    if (kinds?.length) wordLists.push(kinds.map(kindWord));
    if (sources?.length && sources.length < CHANGE_SOURCES.length) wordLists.push(sources.map(sourceWord));
    if (outcomes?.length && outcomes.length < CHANGE_OUTCOMES.length) wordLists.push(outcomes.map(outcomeWord));
    return wordLists;
  };

  const matchAll = (filters: SearchFilters, terms: readonly SearchTerm[]): string | undefined => {
    const { personId, kinds, outcomes } = filters;
    const parts = [
      ...terms.map(matchOf),
      ...(personId === undefined ? [] : [`ids : "${personId}"`]),
      ...filterWordsOf(filters).map(anyFilterWord),
    ];
    if (parts.length === 0) return undefined;
    const all = parts.join(' AND ');
    return kinds?.length || outcomes?.length ? all : `(${all}) NOT ${anyFilterWord([HIDDEN_BY_DEFAULT])}`;
  };

  return {
    indexedSeq: (): number => (progress.get() ?? NO_PROGRESS).indexed_seq,
    build(filters: SearchFilters): SearchQuery | MatchesNothing {
      const terms = parseSearchTerms(filters.text ?? '');
      // Punctuation is not indexed, so a text without words matches nothing.
      if (filters.text?.trim() && terms.length === 0) return 'nothing';
      const { indexed_seq, disorder_ms } = progress.get() ?? NO_PROGRESS;
      const { personId, from, until, seenFromMs, seenUntilMs } = filters;
      return {
        terms,
        match: matchAll(filters, terms),
        isExact: [personId, from, until, seenFromMs, seenUntilMs].every((value) => value === undefined),
        ...conditions(filters),
        firstSeq: seenFromMs === undefined ? 0 : (firstSeqOfSpan.get(spanOf(seenFromMs))?.seq ?? 0),
        lastSeq:
          seenUntilMs === undefined
            ? MAX_SEQ
            : (firstSeqAfterSpan.get(spanOf(seenUntilMs + disorder_ms))?.seq ?? MAX_SEQ + 1) - 1,
        indexedSeq: indexed_seq,
      };
    },
  };
};

export const MAX_SEQ = Number.MAX_SAFE_INTEGER;

const quoted = (words: readonly string[]): string => `"${words.join(' ')}"`;

/** FTS5 query for any of some filter words; without words one that matches no line. */
export const anyFilterWord = (words: readonly string[]): string =>
  `chips : (${(words.length > 0 ? words : ['none']).map((word) => `"${word}"`).join(' OR ')})`;

/** Every condition on a single line of the log. */
const conditions = (filters: SearchFilters): Pick<SearchQuery, 'sql' | 'values'> => {
  const sql: string[] = [];
  const values: (string | number)[] = [];
  const add = (condition: string, ...parameters: (string | number)[]) => {
    sql.push(condition);
    values.push(...parameters);
  };
  const { personId, from, until, seenFromMs, seenUntilMs, kinds, sources, outcomes } = filters;
  if (personId !== undefined) add('c.person_id = ?', personId);
  if (from !== undefined) add(`c.from_day IS NOT NULL AND coalesce(c.until_day, '9999-12-31') >= ?`, from);
  if (until !== undefined) add('c.from_day <= ?', until);
  if (seenFromMs !== undefined) add('c.seen_at_ms >= ?', seenFromMs);
  if (seenUntilMs !== undefined) add('c.seen_at_ms < ?', seenUntilMs);
  if (kinds?.length) add('c.kinds & ? <> 0', kindsToBits(kinds));
  if (sources?.length) add(`c.source IN (${sources.map(() => '?').join(', ')})`, ...sources);
  // Duplicates and saves without changes are left out unless requested.
  if (outcomes?.length) add(`c.outcome IN (${outcomes.map(() => '?').join(', ')})`, ...outcomes);
  else add(`c.outcome <> 'duplicate'`);
  if (!kinds?.length && !outcomes?.length) add('c.kinds <> ?', UNCHANGED);
  return { sql: sql.join(' AND '), values };
};

const UNCHANGED = kindsToBits(CHANGE_KINDS.filter((kind) => kind === 'unchanged'));
