import type { ReadableDb } from './database.ts';
import {
  addChunk,
  addSeq,
  chunksIn,
  emptySet,
  firstSeqOf,
  intersect,
  type LineSet,
  rangeSet,
  upTo,
  within,
} from './line-set.ts';
import type { SearchPlan } from './search-plan.ts';
import { type Ask, createStatements, WITHIN } from './search-statements.ts';
import type { Term } from './search-words.ts';

/** Of so few lines it is faster to ask the text index about each than to go through all that it holds of a phrase. */
const ONE_BY_ONE = 60;

export type Sought = Pick<SearchPlan, 'terms' | 'chips' | 'personId'>;

/** Which lines have what is sought, as far as the index holds them. */
export const createFinder = (db: ReadableDb, ask: Ask = createStatements(db)) => {
  const storedOf = ({ first, last }: LineSet, word: string) =>
    ask<[chunk: number, lines: Uint8Array]>(
      'SELECT chunk, lines FROM search.line_set WHERE word = ? AND chunk BETWEEN ? AND ?',
      [word, first, last],
    );

  /** Adds what is stored of a word in the chunks of a set; says in which chunks that is anything. */
  const addStored = (set: LineSet, word: string): number[] =>
    storedOf(set, word).map(([chunk, lines]) => {
      addChunk(set, chunk, lines);
      return chunk;
    });

  const addMatches = (set: LineSet, match: string, firstSeq: number, lastSeq: number): void => {
    for (const [seq] of ask<[seq: number]>(
      `SELECT t.rowid FROM search.change_text t WHERE t.change_text MATCH ? AND ${WITHIN}`,
      [match, firstSeq, lastSeq],
    ))
      addSeq(set, seq);
  };

  const withAny = (like: LineSet, words: readonly string[]): LineSet => {
    const set = emptySet(like.first, like.last);
    for (const word of words) addStored(set, word);
    return set;
  };

  const wholeIn = (set: LineSet): Set<number> =>
    new Set(
      ask<[chunk: number]>('SELECT chunk FROM search.whole_chunk WHERE chunk BETWEEN ? AND ?', [
        set.first,
        set.last,
      ]).map(([chunk]) => chunk),
    );

  /** Where a chunk has no set of a word, few lines say it, or the chunk is not full: the text index knows. */
  const withTerm = (among: LineSet, term: Term): LineSet => {
    const set = emptySet(among.first, among.last);
    const [only] = term.length === 1 ? term : [];
    const few = only?.match !== undefined && only.key === undefined ? upTo(among, ONE_BY_ONE) : undefined;
    if (few) {
      for (const seq of few) addMatches(set, only?.match ?? '', seq, seq);
      return set;
    }
    const chunks = chunksIn(among);
    const whole = wholeIn(among);
    const asked = new Map<number, string[]>();
    for (const { key, match } of term) {
      const stored = key === undefined ? [] : addStored(set, key);
      if (match === undefined) continue;
      const known = new Set(stored.filter((chunk) => whole.has(chunk)));
      for (const chunk of chunks) if (!known.has(chunk)) asked.set(chunk, [...(asked.get(chunk) ?? []), match]);
    }
    for (const { match, first, last } of runsOf(asked))
      addMatches(set, match, firstSeqOf(first), firstSeqOf(last + 1) - 1);
    return set;
  };

  return {
    /** The lines among some that have all that is sought; undefined when there are none. */
    find(among: LineSet, { terms, chips, personId }: Sought): LineSet | undefined {
      // An assignment may have the same number as a person; that is for who reads the lines to see.
      const person: Term = personId === undefined ? [] : [{ key: undefined, match: `ids : "${personId}"` }];
      const all = [
        ...(person.length > 0 ? [(set: LineSet) => withTerm(set, person)] : []),
        // What is read fastest narrows down what is read of the others.
        ...chips.toSorted((a, b) => a.length - b.length).map((words) => (set: LineSet) => withAny(set, words)),
        ...terms.map((term) => (set: LineSet) => withTerm(set, term)),
      ];
      return all.reduce<LineSet | undefined>((left, read) => left && intersect(left, read(left)), among);
    },
    /** The lines of the same part of the log that have any of some chips. */
    withAny,
    /** Those of some lines that have a chip, which few chunks hold; undefined when there are none. */
    havingChip(among: LineSet, chip: string): LineSet | undefined {
      const stored = storedOf(among, chip);
      const [first, last] = [stored[0]?.[0], stored.at(-1)?.[0]];
      if (first === undefined || last === undefined) return undefined;
      const set = emptySet(first, last);
      for (const [chunk, lines] of stored) addChunk(set, chunk, lines);
      return intersect(set, within(among, first, last));
    },
  };
};

export type Finder = ReturnType<typeof createFinder>;

/** Neighbouring chunks of which the same is asked are asked of at once. */
const runsOf = (asked: ReadonlyMap<number, readonly string[]>): { match: string; first: number; last: number }[] => {
  const runs: { match: string; first: number; last: number }[] = [];
  for (const [chunk, matches] of [...asked].sort(([a], [b]) => a - b)) {
    const match = matches.length === 1 ? (matches[0] ?? '') : `(${matches.join(' OR ')})`;
    const last = runs.at(-1);
    if (last?.match === match) last.last = chunk;
    else runs.push({ match, first: chunk, last: chunk });
  }
  return runs;
};

/** The part of the log that a plan is about, as far as there are lines; undefined when it is empty. */
export const partOf = (firstSeq: number, lastSeq: number, indexedSeq: number): LineSet | undefined => {
  const last = Math.min(lastSeq, indexedSeq);
  return last < firstSeq ? undefined : rangeSet(firstSeq, last);
};
