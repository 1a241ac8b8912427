import type { ReadableDb } from './database.ts';
import {
  addSeq,
  blockOf,
  CHUNK_LINES,
  chunksIn,
  copyOf,
  emptySet,
  firstSeqOf,
  keepAny,
  type LineSet,
  rangeSet,
  sampleOf,
  upTo,
  within,
} from './line-set.ts';
import { createIndexedNames } from './search-names.ts';
import { createPhraseCheck, createPhraseMatches } from './search-phrases.ts';
import type { SearchPlan } from './search-plan.ts';
import { createStatements, WITHIN } from './search-statements.ts';
import type { Phrase, Term } from './search-words.ts';
import { createStoredSets } from './stored-sets.ts';

/** So few lines are looked at faster than the text index is asked. */
const FEW = 64;
/** So many are where the text index would have to go through all words with a beginning. */
const MANY = CHUNK_LINES;
/** So many tell how many of the others say it. */
const SAMPLE = 8;
/** Where fewer than one in so many lines with the words of a phrase say it, the text index finds the next one sooner. */
const RARELY = 4;

export type Sought = Pick<SearchPlan, 'terms' | 'phrases' | 'chips' | 'personId'>;

/** Which lines have what is sought, as far as the index holds them. */
export const createFinder = (db: ReadableDb, { keptBytes }: { keptBytes?: number | undefined } = {}) => {
  const ask = createStatements(db);
  const { saying, forget } = createPhraseCheck(ask, createIndexedNames(db));
  const stored = createStoredSets(db, ask, { keptBytes, onRemade: forget });
  const matching = createPhraseMatches(ask);

  /** What was asked of the text index for one search: the words of a phrase ask the same. */
  const answers = new Map<string, readonly [seq: number][]>();
  const matches = (match: string, firstSeq: number, lastSeq: number): readonly [seq: number][] => {
    const key = `${firstSeq} ${lastSeq} ${match}`;
    const found =
      answers.get(key) ??
      ask<[seq: number]>(`SELECT t.rowid FROM search.change_text t WHERE t.change_text MATCH ? AND ${WITHIN}`, [
        match,
        firstSeq,
        lastSeq,
      ]);
    answers.set(key, found);
    return found;
  };

  const withChip = (among: LineSet, words: readonly string[]): LineSet | undefined => {
    const its = words.map((word) => stored.blocksOf(word, among.first, among.last));
    return keepAny(among, (chunk) => its.flatMap((blocks) => blocks.get(chunk) ?? []));
  };

  /** Where a chunk has no set of a word, few lines say it, or the chunk is not full: the text index knows. */
  const withTerm = (among: LineSet, term: Term): LineSet | undefined => {
    const whole = stored.whole();
    const its = term.map(({ key, match, phrase = match, isUnsure }) => ({
      match,
      phrase,
      isUnsure,
      blocks: key === undefined ? undefined : stored.blocksOf(key, among.first, among.last),
    }));
    const asked = new Map<number, string[]>();
    for (const chunk of chunksIn(among)) {
      const isWhole = whole.has(chunk);
      let unknown: Set<string> | undefined;
      for (const { match, phrase, blocks } of its)
        if (match !== undefined && phrase !== undefined && !(isWhole && blocks?.has(chunk))) {
          unknown ??= new Set();
          unknown.add(isWhole ? match : phrase);
        }
      if (unknown) asked.set(chunk, [...unknown]);
    }
    const matched = asked.size > 0 ? emptySet(among.first, among.last) : undefined;
    for (const { match, first, last } of runsOf(asked))
      for (const [seq] of matches(match, firstSeqOf(first), firstSeqOf(last + 1) - 1))
        if (matched) addSeq(matched, seq);
    return keepAny(among, (chunk) => {
      if (its.some(({ isUnsure, blocks }) => isUnsure && !(whole.has(chunk) && blocks?.has(chunk))))
        return [blockOf(among, chunk)];
      const known = its.flatMap(({ blocks }) => blocks?.get(chunk) ?? []);
      return matched && asked.has(chunk) ? [...known, blockOf(matched, chunk)] : known;
    });
  };

  /** Where a word is frequent, it is known what follows it. */
  const withPair = (among: LineSet, word: string, next: string, isBeginning: boolean): LineSet | undefined => {
    const followed = stored.followedBy(word, next, isBeginning, among.first, among.last);
    return keepAny(among, (chunk) => followed(chunk) ?? [blockOf(among, chunk)]);
  };
  const withPairs = (among: LineSet, { words, isPrefix }: Phrase): LineSet | undefined =>
    words
      .slice(1)
      .reduce<LineSet | undefined>(
        (left, next, n) => left && withPair(left, words[n] ?? '', next, isPrefix && n === words.length - 2),
        among,
      );

  const withSeqs = (among: LineSet, seqs: readonly number[]): LineSet | undefined => {
    const matched = emptySet(among.first, among.last);
    for (const seq of seqs) addSeq(matched, seq);
    return keepAny(among, (chunk) => [blockOf(matched, chunk)]);
  };
  const withPhrase = (among: LineSet, phrase: Phrase): LineSet | undefined =>
    withSeqs(among, matching(phrase, firstSeqOf(among.first), firstSeqOf(among.last + 1) - 1));

  /** Where many lines have a phrase's words and few of them say it, the text index tells which. */
  const narrow = (set: LineSet, phrases: readonly Phrase[]): LineSet | undefined => {
    if (upTo(set, FEW)) return set;
    const looked = sampleOf(set, SAMPLE);
    if (saying(looked, phrases).length * RARELY >= looked.length) return set;
    const read = phrases.every(({ isQuick }) => isQuick) ? undefined : upTo(set, MANY);
    if (read) return withSeqs(set, saying(read, phrases));
    return phrases.reduce<LineSet | undefined>((left, phrase) => left && withPhrase(left, phrase), set);
  };

  return {
    /** The part of the log from one position to another, as far as the index holds it; undefined when that is nothing. */
    part(firstSeq: number, lastSeq: number): LineSet | undefined {
      answers.clear();
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
        // No word of the index begins so.
        ...(terms.some((term) => term.length === 0) ? [() => undefined] : []),
        ...(person.length > 0 ? [(set: LineSet) => withTerm(set, person)] : []),
        // What is read fastest narrows down what is read of the others.
        ...chips.toSorted((a, b) => a.length - b.length).map((words) => (set: LineSet) => withChip(set, words)),
        ...terms.map((term) => (set: LineSet) => withTerm(set, term)),
        ...phrases.map((phrase) => (set: LineSet) => withPairs(set, phrase)),
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
