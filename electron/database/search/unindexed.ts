import type { SearchTerm } from '../../../shared/search-terms.ts';
import type { ReadableDb } from '../database.ts';
import { ENTRY, type EntryValues } from './entries.ts';
import { type TextLine, textOf } from './line-text.ts';
import { cacheNames, createLogNames } from './names.ts';
import type { SearchQuery } from './query.ts';
import type { QueryRows } from './statements.ts';

/*
 * Lines that are not indexed yet are searched one by one. Parsing a line is expensive, so a cheap test on its stored text
 * excludes most lines first.
 */

/** The columns of a line that a page shows, and the provider's object of the shift as JSON. */
type UnindexedLine = [...EntryValues, after: string | null];

const LINES_PER_READ = 200;
/** When more activities than this contain the word, the stored text is not tested. */
const MAX_ACTIVITIES = 50;

export interface UnindexedMatches {
  /** Newest first. */
  rows: EntryValues[];
  /** Only lines from this position on were searched; undefined: all were. */
  stoppedAt: number | undefined;
}

/** Searches the part of the log that is not indexed yet: newest first, until a page is full, all is searched or time is up. */
export const createUnindexedSearch = (db: ReadableDb, queryRows: QueryRows) => {
  const names = cacheNames(createLogNames(db));
  const activityIds = db.prepare<[], string>('SELECT id FROM activity').pluck();
  const lastSeq = db.prepare<[], number | null>('SELECT max(seq) FROM change').pluck();

  /** Whether a line may contain this word, or a word with this prefix. Never false for a line that does. */
  const mayContain = (word: string): ((line: TextLine) => boolean) => {
    const named = activityIds.all().filter((id) => names.activity(id).includes(word));
    if (named.length > MAX_ACTIVITIES) return () => true;
    const stored = storedWord(word, named);
    const isNumber = /^\d+$/.test(word);
    const people = new Map<number, boolean>();
    const isPerson = (id: number): boolean => {
      const matches = people.get(id) ?? `${names.person(id)} ${id}`.includes(word);
      people.set(id, matches);
      return matches;
    };
    return ({ after, changes, person_id, assignment_id }) =>
      stored.test(after ?? '') ||
      stored.test(changes) ||
      (person_id !== null && isPerson(person_id)) ||
      (isNumber && String(assignment_id).includes(word));
  };

  /** Whether a line contains all terms. */
  const containsAll = (terms: readonly SearchTerm[]) => {
    const patterns = terms.map(({ words, isPrefix, joined }) =>
      [words.join(' '), ...(joined === undefined ? [] : [joined])].map((text) => ` ${text}${isPrefix ? '' : ' '}`),
    );
    // Long words first: few lines contain them.
    const quickTests = terms
      .filter(({ joined }) => joined === undefined)
      .flatMap(({ words }) => words)
      .sort((a, b) => b.length - a.length)
      .map(mayContain);
    return (line: TextLine): boolean => {
      if (!quickTests.every((test) => test(line))) return false;
      const { person, activity, comments, ids } = textOf(line, names);
      const text = ` ${person} | ${activity} | ${comments} | ${ids} `.replace(/ +/g, ' ');
      return patterns.every((alternatives) => alternatives.some((pattern) => text.includes(pattern)));
    };
  };

  return (query: SearchQuery, limit: number, isOver: () => boolean): UnindexedMatches => {
    const rows: EntryValues[] = [];
    const first = Math.max(query.firstSeq, query.indexedSeq + 1);
    const last = Math.min(query.lastSeq, lastSeq.get() ?? 0);
    if (first > last) return { rows, stoppedAt: undefined };
    names.clearCache();
    const matches = containsAll(query.terms);
    for (let high = last; high >= first; high -= LINES_PER_READ) {
      const low = Math.max(first, high - LINES_PER_READ + 1);
      const lines = queryRows<UnindexedLine>(
        `SELECT ${ENTRY}, c.after FROM change c WHERE c.seq BETWEEN ? AND ? AND ${query.sql} ORDER BY c.seq DESC`,
        [low, high, ...query.values],
      );
      for (const line of lines)
        if (matches(toTextLine(line)) && rows.push(toEntryValues(line)) === limit)
          return { rows, stoppedAt: undefined };
      if (low > first && isOver()) return { rows, stoppedAt: low };
    }
    return { rows, stoppedAt: undefined };
  };
};

export type UnindexedSearch = ReturnType<typeof createUnindexedSearch>;

const toEntryValues = (line: UnindexedLine): EntryValues => line.slice(0, -1) as EntryValues;
const toTextLine = (line: UnindexedLine): TextLine => ({
  seq: line[0],
  assignment_id: line[1],
  person_id: line[6],
  after: line[13],
  changes: line[12],
});

/**
 * Matches the JSON of a line that may contain this word or one of these activities. Every character outside ASCII also
 * matches.
 */
const storedWord = (word: string, activityIds: readonly string[]): RegExp => {
  const ids = activityIds.map((id) => escaped(JSON.stringify(id).slice(1, -1)));
  // An id is indexed as one word, without the characters between its letters.
  const letters = /^[a-z0-9]+$/.test(word) ? [[...word].join('[^a-z0-9]*')] : [];
  return new RegExp([...letters, ...ids, '[^ -~]'].join('|'), 'i');
};

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
