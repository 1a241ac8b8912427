import type { SearchTerm } from '../../../shared/search-terms.ts';
import type { ReadableDb } from '../database.ts';
import { ENTRY, type EntryValues } from './entries.ts';
import { type TextLine, textOf } from './line-text.ts';
import { createLogNames, rememberNames } from './names.ts';
import type { SearchPlan } from './query.ts';
import type { Ask } from './statements.ts';

/*
 * Lines that the index does not hold yet are asked for words one by one. To take one apart costs many times what it costs to see
 * that it cannot be meant: so each is looked at as it is stored first, and most need no more.
 */

/** A line with what a page shows of it and, besides, all that was said of the shift, as JSON. */
type TailLine = [...EntryValues, after: string | null];

const AT_ONCE = 200;
/** So many activities can be looked for at once. */
const MOST_ACTIVITIES = 50;

export interface TailFound {
  /** Newest first. */
  rows: EntryValues[];
  /** Everything from this position on was looked at, and what is before it was not. */
  stoppedAt: number | undefined;
}

/** Searches the end of the log that is not indexed yet: newest first, until a page is full, all is looked at or the time is over. */
export const createTail = (db: ReadableDb, ask: Ask) => {
  const names = rememberNames(createLogNames(db));
  const activityIds = db.prepare<[], string>('SELECT id FROM activity').pluck();
  const lastSeq = db.prepare<[], number | null>('SELECT max(seq) FROM change').pluck();

  /** Whether a line may say a word, or one that begins so: never no where it does. */
  const mayBeSaid = (word: string): ((line: TextLine) => boolean) => {
    const named = activityIds.all().filter((id) => names.activity(id).includes(word));
    if (named.length > MOST_ACTIVITIES) return () => true;
    const stored = storedWord(word, named);
    const isNumber = /^\d+$/.test(word);
    const people = new Map<number, boolean>();
    const isPerson = (id: number): boolean => {
      const its = people.get(id) ?? `${names.person(id)} ${id}`.includes(word);
      people.set(id, its);
      return its;
    };
    return ({ after, changes, person_id, assignment_id }) =>
      stored.test(after ?? '') ||
      stored.test(changes) ||
      (person_id !== null && isPerson(person_id)) ||
      (isNumber && String(assignment_id).includes(word));
  };

  /** Whether a line says all terms. */
  const isSaid = (terms: readonly SearchTerm[]) => {
    const sought = terms.map(({ words, isPrefix, joined }) =>
      [words.join(' '), ...(joined === undefined ? [] : [joined])].map((text) => ` ${text}${isPrefix ? '' : ' '}`),
    );
    // What few lines say is looked for first.
    const looks = terms
      .filter(({ joined }) => joined === undefined)
      .flatMap(({ words }) => words)
      .sort((a, b) => b.length - a.length)
      .map(mayBeSaid);
    return (line: TextLine): boolean => {
      if (!looks.every((may) => may(line))) return false;
      const { person, activity, comments, ids } = textOf(line, names);
      const text = ` ${person} | ${activity} | ${comments} | ${ids} `.replace(/ +/g, ' ');
      return sought.every((ways) => ways.some((way) => text.includes(way)));
    };
  };

  return (plan: SearchPlan, limit: number, isOver: () => boolean): TailFound => {
    const rows: EntryValues[] = [];
    const first = Math.max(plan.firstSeq, plan.indexedSeq + 1);
    const last = Math.min(plan.lastSeq, lastSeq.get() ?? 0);
    if (first > last) return { rows, stoppedAt: undefined };
    names.forget();
    const isMeant = isSaid(plan.wanted);
    for (let high = last; high >= first; high -= AT_ONCE) {
      const low = Math.max(first, high - AT_ONCE + 1);
      const lines = ask<TailLine>(
        `SELECT ${ENTRY}, c.after FROM change c WHERE c.seq BETWEEN ? AND ? AND ${plan.sql} ORDER BY c.seq DESC`,
        [low, high, ...plan.values],
      );
      for (const line of lines)
        if (isMeant(toTextLine(line)) && rows.push(toEntryValues(line)) === limit)
          return { rows, stoppedAt: undefined };
      if (low > first && isOver()) return { rows, stoppedAt: low };
    }
    return { rows, stoppedAt: undefined };
  };
};

export type Tail = ReturnType<typeof createTail>;

const toEntryValues = (line: TailLine): EntryValues => line.slice(0, -1) as EntryValues;
const toTextLine = (line: TailLine): TextLine => ({
  seq: line[0],
  assignment_id: line[1],
  person_id: line[6],
  after: line[13],
  changes: line[12],
});

/** Where a word, or an activity that it names, can stand in the JSON of a line. A text beyond plain letters may be spelt otherwise. */
const storedWord = (word: string, activityIds: readonly string[]): RegExp => {
  const ids = activityIds.map((id) => escaped(JSON.stringify(id).slice(1, -1)));
  // An id is one word to the search, whatever stands between its letters.
  const letters = /^[a-z0-9]+$/.test(word) ? [[...word].join('[^a-z0-9]*')] : [];
  return new RegExp([...letters, ...ids, '[^ -~]'].join('|'), 'i');
};

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
