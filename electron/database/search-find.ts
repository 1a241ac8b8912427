import type { ReadableDb } from './database.ts';
import {
  addSeq,
  blockOf,
  chunksIn,
  copyOf,
  emptySet,
  firstSeqOf,
  keepAny,
  type LineSet,
  newestFirst,
  rangeSet,
  sizeOf,
  within,
} from './line-set.ts';
import { createPhraseCheck, type Phrase } from './search-phrases.ts';
import type { SearchPlan } from './search-plan.ts';
import { createStatements, WITHIN } from './search-statements.ts';
import { phraseMatch, type Term } from './search-words.ts';
import { createStoredSets } from './stored-sets.ts';

/** So few lines are looked at faster than the text index is asked. */
const FEW = 64;
/** So many tell how many of the others say it. */
const SAMPLE = 8;
/** Where fewer than one in so many lines with the words of a phrase say it, the text index finds the next one sooner. */
const RARELY = 4;

export type Sought = Pick<SearchPlan, 'terms' | 'phrases' | 'chips' | 'personId'>;

/** Which lines have what is sought, as far as the index holds them. */
export const createFinder = (db: ReadableDb, { keptBytes }: { keptBytes?: number | undefined } = {}) => {
  const ask = createStatements(db);
  const stored = createStoredSets(db, ask, keptBytes);
  const saying = createPhraseCheck(db, ask);

  const addMatches = (set: LineSet, match: string, firstSeq: number, lastSeq: number): void => {
    for (const [seq] of ask<[seq: number]>(
      `SELECT t.rowid FROM search.change_text t WHERE t.change_text MATCH ? AND ${WITHIN}`,
      [match, firstSeq, lastSeq],
    ))
      addSeq(set, seq);
  };

  const withChip = (among: LineSet, words: readonly string[]): LineSet | undefined => {
    const its = words.map((word) => stored.blocksOf(word, among.first, among.last));
    return keepAny(among, (chunk) => its.flatMap((blocks) => blocks.get(chunk) ?? []));
  };

  /** Where a chunk has no set of a word, few lines say it, or the chunk is not full: the text index knows. */
  const withTerm = (among: LineSet, term: Term): LineSet | undefined => {
    const whole = stored.whole();
    const its = term.map(({ key, match }) => ({
      match,
      blocks: key === undefined ? undefined : stored.blocksOf(key, among.first, among.last),
    }));
    const asked = new Map<number, string[]>();
    for (const chunk of chunksIn(among)) {
      const unknown = its.flatMap(({ match, blocks }) =>
        match === undefined || (whole.has(chunk) && blocks?.has(chunk)) ? [] : [match],
      );
      if (unknown.length > 0) asked.set(chunk, unknown);
    }
    const matched = asked.size > 0 ? emptySet(among.first, among.last) : undefined;
    for (const { match, first, last } of runsOf(asked))
      if (matched) addMatches(matched, match, firstSeqOf(first), firstSeqOf(last + 1) - 1);
    return keepAny(among, (chunk) => {
      const known = its.flatMap(({ blocks }) => blocks?.get(chunk) ?? []);
      return matched && asked.has(chunk) ? [...known, blockOf(matched, chunk)] : known;
    });
  };

  /** Some of the lines, from all over the set. */
  const sample = (set: LineSet, size: number): number[] => {
    const every = Math.ceil(size / SAMPLE);
    const found: number[] = [];
    let n = 0;
    for (const seq of newestFirst(set)) if (n++ % every === 0) found.push(seq);
    return found;
  };

  /** Where many lines have a phrase's words and few of them say it, the text index tells which. */
  const narrow = (set: LineSet, phrases: readonly Phrase[]): LineSet | undefined => {
    const size = sizeOf(set);
    if (size <= FEW) return set;
    const looked = sample(set, size);
    if (saying(looked, phrases).length * RARELY >= looked.length) return set;
    return phrases.reduce<LineSet | undefined>(
      (left, phrase) => left && withTerm(left, [{ key: undefined, match: phraseMatch(phrase) }]),
      set,
    );
  };

  return {
    /** The part of the log from one position to another, as far as the index holds it; undefined when that is nothing. */
    part(firstSeq: number, lastSeq: number): LineSet | undefined {
      const last = Math.min(lastSeq, stored.begin());
      return last < firstSeq ? undefined : rangeSet(firstSeq, last);
    },
    /**
     * The lines among some, which are given up to it, that have all that is sought; undefined when there are none. Not all of
     * them may say a phrase, and not all may lie within a period: that is for who reads them to see.
     */
    find(among: LineSet, { terms, phrases, chips, personId }: Sought): LineSet | undefined {
      // An assignment may have the same number as a person; that, too, is for who reads the lines to see.
      const person: Term = personId === undefined ? [] : [{ key: undefined, match: `ids : "${personId}"` }];
      const all = [
        ...(person.length > 0 ? [(set: LineSet) => withTerm(set, person)] : []),
        // What is read fastest narrows down what is read of the others.
        ...chips.toSorted((a, b) => a.length - b.length).map((words) => (set: LineSet) => withChip(set, words)),
        ...terms.map((term) => (set: LineSet) => withTerm(set, term)),
      ];
      const found = all.reduce<LineSet | undefined>((left, keep) => left && keep(left), among);
      return found && phrases.length > 0 ? narrow(found, phrases) : found;
    },
    /** Which of some lines say phrases. */
    saying,
    /** Those of some lines that have any word of a chip; undefined when there are none. */
    havingChip(among: LineSet, words: readonly string[]): LineSet | undefined {
      return withChip(copyOf(among), words);
    },
    /** The same for a word that few chunks hold. */
    havingRare(among: LineSet, word: string): LineSet | undefined {
      const chunks = [...stored.blocksOf(word, among.first, among.last).keys()].filter(
        (chunk) => chunk >= among.first && chunk <= among.last,
      );
      if (chunks.length === 0) return undefined;
      return withChip(copyOf(within(among, Math.min(...chunks), Math.max(...chunks))), [word]);
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
