import { isLong, OFTEN, PREFIX_SIGN } from './chunk-words.ts';
import type { ReadableDb } from './database.ts';
import { BLOCK_BYTES, type Block, chunkOf, decodeChunk, joined, PLACE_BYTES } from './line-set.ts';
import type { Ask } from './search-statements.ts';
import {
  beginningFollower,
  type Follower,
  followersKey,
  isPair,
  linesFollowed,
  pairKey,
  wordFollower,
  wordsOfPair,
} from './word-pairs.ts';

/** So much of what was read stays at hand: with the next letter or chip, most of the same is asked for again. */
const KEPT_BYTES = 24 * 2 ** 20;

const ALL = -1;
const LAST_LETTER = '\u{10ffff}';

/** What was read of a word: its lines in every chunk from the first to the last, as far as it stands there. */
interface Kept {
  first: number;
  last: number;
  /** The end of the index when it was read: the chunk there has grown since. */
  indexedSeq: number;
  blocks: Map<number, Block>;
}

/** The sets of words in the attached index, read once and then kept as long as they hold. */
export const createStoredSets = (
  db: ReadableDb,
  ask: Ask,
  { keptBytes = KEPT_BYTES, onRemade }: { keptBytes?: number | undefined; onRemade: () => void },
) => {
  const progress = db
    .prepare<[], [indexedSeq: number, remade: number]>('SELECT indexed_seq, remade FROM search.progress')
    .raw();
  /** The word that was asked for longest ago comes first. */
  const kept = new Map<string, Kept>();
  let count = 0;
  let known: ReadonlySet<number> | undefined;
  let [indexedSeq, remade] = [0, -1];

  const forget = (word: string): void => {
    count -= kept.get(word)?.blocks.size ?? 0;
    kept.delete(word);
  };

  const keep = (word: string, its: Kept): void => {
    kept.set(word, its);
    for (const [oldest] of kept) {
      if (count * BLOCK_BYTES <= keptBytes) return;
      forget(oldest);
    }
  };

  const inChunk = (table: 'chunk_set' | 'line_set', chunk: number, beginning: string, most: number): Uint8Array[] =>
    ask<[lines: Uint8Array]>(
      `SELECT lines FROM search.${table} WHERE chunk = ? AND word >= ? AND word < ? ORDER BY word LIMIT ?`,
      [chunk, beginning, beginning + LAST_LETTER, most],
    ).map(([lines]) => lines);

  const ofChunk = (chunk: number, key: string): Uint8Array[] =>
    ask<[lines: Uint8Array]>('SELECT lines FROM search.chunk_set WHERE chunk = ? AND word = ?', [chunk, key]).map(
      ([lines]) => lines,
    );

  /** In each chunk, what the words with a beginning all begin with comes first; where there is none, only one word is so frequent. */
  const readLong = (blocks: Map<number, Block>, beginning: string, first: number, last: number): void => {
    for (const chunk of whole()) {
      if (chunk < first || chunk > last) continue;
      const [lines = inChunk('line_set', chunk, beginning, 1)[0]] = inChunk('chunk_set', chunk, beginning, 1);
      if (lines && lines.length >= OFTEN * PLACE_BYTES) blocks.set(chunk, decodeChunk(lines));
    }
  };

  const followed = (word: string, chunk: number, others: readonly Follower[]): Block[] => {
    const [seldom] = ofChunk(chunk, followersKey(word));
    return others.flatMap((other) => {
      const key = pairKey(word, other.letters);
      const often = other.isBeginning ? inChunk('chunk_set', chunk, key, ALL) : ofChunk(chunk, key);
      return [...often.map((lines) => decodeChunk(lines)), ...(seldom ? linesFollowed(seldom, other) : [])];
    });
  };

  /** Of two words of a phrase, in each chunk in which the first is frequent. */
  const readPair = (blocks: Map<number, Block>, key: string, first: number, last: number): void => {
    const [word, next] = wordsOfPair(key);
    const letters = next.endsWith(PREFIX_SIGN) ? next.slice(0, -1) : undefined;
    const its = blocksOf(word, first, last);
    const nexts = letters === undefined ? blocksOf(next, first, last) : undefined;
    for (const chunk of whole()) {
      if (chunk < first || chunk > last || !its.has(chunk)) continue;
      const others =
        letters === undefined ? wordFollower(next, nexts?.has(chunk) ?? false) : beginningFollower(letters);
      const lines = joined(followed(word, chunk, others));
      if (lines) blocks.set(chunk, lines);
    }
  };

  const read = ({ blocks }: Kept, word: string, first: number, last: number): void => {
    if (last < first) return;
    const before = blocks.size;
    const beginning = word.endsWith(PREFIX_SIGN) ? word.slice(0, -1) : '';
    if (isPair(word)) readPair(blocks, word, first, last);
    else if (isLong(beginning)) readLong(blocks, beginning, first, last);
    else
      for (const [chunk, lines] of ask<[chunk: number, lines: Uint8Array]>(
        'SELECT chunk, lines FROM search.line_set WHERE word = ? AND chunk BETWEEN ? AND ?',
        [word, first, last],
      ))
        blocks.set(chunk, decodeChunk(lines));
    count += blocks.size - before;
  };

  /** What was read in the chunk at the end of the log is of yesterday. */
  const dropEnd = (its: Kept): void => {
    if (its.indexedSeq === indexedSeq) return;
    const end = chunkOf(its.indexedSeq);
    if (its.blocks.delete(end)) count -= 1;
    its.last = Math.min(its.last, end - 1);
    its.indexedSeq = indexedSeq;
  };

  const blocksOf = (word: string, first: number, last: number): ReadonlyMap<number, Block> => {
    let its = kept.get(word);
    kept.delete(word);
    if (its) dropEnd(its);
    if (!its || its.last < its.first) {
      its = { first, last, indexedSeq, blocks: new Map() };
      read(its, word, first, last);
    } else {
      read(its, word, first, its.first - 1);
      read(its, word, its.last + 1, last);
      its.first = Math.min(its.first, first);
      its.last = Math.max(its.last, last);
    }
    keep(word, its);
    return its.blocks;
  };

  const whole = (): ReadonlySet<number> => {
    known ??= new Set(ask<[chunk: number]>('SELECT chunk FROM search.whole_chunk', []).map(([chunk]) => chunk));
    return known;
  };

  return {
    /** To be asked in each transaction before anything else: where the index ends, and whether what is kept still holds. */
    begin(): number {
      const [end, version] = progress.get() ?? [0, 0];
      if (version !== remade || end < indexedSeq) {
        kept.clear();
        onRemade();
        count = 0;
        known = undefined;
      } else if (chunkOf(end) !== chunkOf(indexedSeq)) known = undefined;
      [indexedSeq, remade] = [end, version];
      return end;
    },
    /** The lines of a word in at least the chunks from one to another, where there are any. */
    blocksOf,
    /** Chunks in which every frequent word has its set. */
    whole,
    /** Where a word is frequent, the lines in which another follows it, and perhaps some others; undefined where it is not. */
    followedBy(word: string, next: string, isBeginning: boolean, first: number, last: number) {
      const [its, pairs] = [
        blocksOf(word, first, last),
        blocksOf(pairKey(word, isBeginning ? next + PREFIX_SIGN : next), first, last),
      ];
      return (chunk: number): readonly Block[] | undefined => {
        if (!whole().has(chunk) || !its.has(chunk)) return undefined;
        const lines = pairs.get(chunk);
        return lines ? [lines] : [];
      };
    },
  };
};

export type StoredSets = ReturnType<typeof createStoredSets>;
