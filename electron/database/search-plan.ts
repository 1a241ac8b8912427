import { CHANGE_KINDS, CHANGE_OUTCOMES, CHANGE_SOURCES } from '../../shared/change-event.ts';
import type { SearchFilters } from '../../shared/search.ts';
import { type WantedTerm, wantedTerms } from '../../shared/search-terms.ts';
import { addDays } from '../../shared/time.ts';
import { kindsToBits } from './change-log.ts';
import type { ReadableDb } from './database.ts';
import {
  clampDay,
  firstDayOf,
  kindWord,
  NEWS,
  outcomeWord,
  periodWords,
  seenWords,
  sourceWord,
} from './search-facets.ts';
import { MARK_MS, markOf } from './search-schema.ts';
import { type Expand, type Phrase, type Term, toSought } from './search-words.ts';

/** How a search is answered: what lines must have, then what only a line itself can answer. */
export interface SearchPlan {
  /** The words typed, as a line itself is asked for them. */
  wanted: readonly WantedTerm[];
  /** The same, as the index is asked. */
  terms: readonly Term[];
  /** What of them only a line itself can answer: those that must stand next to each other, beginnings of too many words. */
  phrases: readonly Phrase[];
  /** The chips; of each, a line has one of the words. */
  chips: readonly (readonly string[])[];
  personId: number | undefined;
  /** Whether a line that has all that may still not be meant. */
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

type Progress = { indexed_seq: number; latest_ms: number; disorder_ms: number; remade: number };
const START: Progress = { indexed_seq: 0, latest_ms: 0, disorder_ms: 0, remade: 0 };

const MAX_WORDS_OF_PREFIX = 48;
const AFTER = '\u0001';

/** Says of each search what the index is asked, and what is looked at line by line. */
export const createSearchPlanner = (db: ReadableDb) => {
  const progress = db.prepare<[], Progress>('SELECT indexed_seq, latest_ms, disorder_ms, remade FROM search.progress');
  const firstMark = db.prepare<[], { mark: number | null }>('SELECT min(mark) AS mark FROM search.seen_mark');
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

  const wordsWith = (prefix: string): readonly string[] | undefined => {
    const found: string[] = [];
    for (let term = nextWord.get(prefix)?.term; term?.startsWith(prefix); term = nextWord.get(term + AFTER)?.term) {
      if (found.length === MAX_WORDS_OF_PREFIX) return undefined;
      found.push(term);
    }
    return found;
  };

  /** The words of some beginnings, as long as the index says the same: the counts of all chips ask for them again and again. */
  const expanded = new Map<string, readonly string[] | undefined>();
  let expandedAt = '';
  const expand: Expand = (prefix) => {
    const { indexed_seq, remade } = progress.get() ?? START;
    if (expandedAt !== `${indexed_seq} ${remade}`) expanded.clear();
    expandedAt = `${indexed_seq} ${remade}`;
    if (!expanded.has(prefix)) expanded.set(prefix, wordsWith(prefix));
    return expanded.get(prefix);
  };

  const seenChip = ({ seenFromMs, seenUntilMs }: SearchFilters): (readonly string[])[] => {
    const { latest_ms, disorder_ms } = progress.get() ?? START;
    // Where no clock was ever set back by much, the place in the log says the same.
    if (disorder_ms <= MARK_MS || (seenFromMs === undefined && seenUntilMs === undefined)) return [];
    const firstMs = (firstMark.get()?.mark ?? 0) * MARK_MS - disorder_ms;
    const words = seenWords(Math.max(seenFromMs ?? firstMs, firstMs), Math.min(seenUntilMs ?? latest_ms, latest_ms));
    return words ? [words] : [];
  };

  const periodChip = ({ from, until }: SearchFilters): (readonly string[])[] => {
    const { first, last } = months.get() ?? { first: null, last: null };
    if ((from === undefined && until === undefined) || first === null || last === null) return [];
    const begin = clampDay(later(from ?? '', firstDayOf(first)));
    const end = clampDay(earlier(until ?? '9999', addDays(firstDayOf(last + 2), -1)));
    return [periodWords(begin, end, first)];
  };

  const chipsOf = (filters: SearchFilters): (readonly string[])[] => {
    const { kinds, sources, outcomes } = filters;
    const chips = [...seenChip(filters), ...periodChip(filters)];
    if (kinds?.length) chips.push(kinds.map(kindWord));
    if (sources?.length && sources.length < CHANGE_SOURCES.length) chips.push(sources.map(sourceWord));
    if (outcomes?.length && outcomes.length < CHANGE_OUTCOMES.length) chips.push(outcomes.map(outcomeWord));
    // A copy is of no kind.
    if (!outcomes?.length && !kinds?.length) chips.push([NEWS]);
    return chips;
  };

  return {
    indexedSeq: (): number => progress.get()?.indexed_seq ?? 0,
    plan(filters: SearchFilters): SearchPlan | NoPlan {
      const wanted = wantedTerms(filters.text ?? '');
      // Words that hold no letter or digit can occur nowhere.
      if (filters.text?.trim() && wanted.length === 0) return 'nothing';
      const sought = wanted.map((term) => toSought(term, expand));
      const phrases = sought.flatMap((one) => one.phrases);
      const { disorder_ms } = progress.get() ?? START;
      const { personId, from, until, seenFromMs, seenUntilMs } = filters;
      return {
        wanted,
        terms: sought.flatMap(({ terms }) => terms),
        phrases,
        chips: chipsOf(filters),
        personId,
        needsLines:
          phrases.length > 0 || [personId, from, until, seenFromMs, seenUntilMs].some((value) => value !== undefined),
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
