import type { ReadableDb } from './database.ts';
import { BLOCK_BYTES, type Block, chunkOf, decodeChunk } from './line-set.ts';
import type { Ask } from './search-statements.ts';

/** So much of what was read stays at hand: with the next letter or chip, most of the same is asked for again. */
const KEPT_BYTES = 24 * 2 ** 20;

/** What was read of a word: its lines in every chunk from the first to the last, as far as it stands there. */
interface Kept {
  first: number;
  last: number;
  /** The end of the index when it was read: the chunk there has grown since. */
  indexedSeq: number;
  blocks: Map<number, Block>;
}

/** The sets of words in the attached index, read once and then kept as long as they hold. */
export const createStoredSets = (db: ReadableDb, ask: Ask, keptBytes = KEPT_BYTES) => {
  const progress = db
    .prepare<[], [indexedSeq: number, remade: number]>('SELECT indexed_seq, remade FROM search.progress')
    .raw();
  /** The word that was asked for longest ago comes first. */
  const kept = new Map<string, Kept>();
  let count = 0;
  let whole: Set<number> | undefined;
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

  const read = ({ blocks }: Kept, word: string, first: number, last: number): void => {
    if (last < first) return;
    for (const [chunk, lines] of ask<[chunk: number, lines: Uint8Array]>(
      'SELECT chunk, lines FROM search.line_set WHERE word = ? AND chunk BETWEEN ? AND ?',
      [word, first, last],
    )) {
      blocks.set(chunk, decodeChunk(lines));
      count += 1;
    }
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

  return {
    /** To be asked in each transaction before anything else: where the index ends, and whether what is kept still holds. */
    begin(): number {
      const [end, version] = progress.get() ?? [0, 0];
      if (version !== remade || end < indexedSeq) {
        kept.clear();
        count = 0;
        whole = undefined;
      } else if (chunkOf(end) !== chunkOf(indexedSeq)) whole = undefined;
      [indexedSeq, remade] = [end, version];
      return end;
    },
    /** The lines of a word in at least the chunks from one to another, where there are any. */
    blocksOf,
    /** Chunks in which every frequent word has its set. */
    whole(): ReadonlySet<number> {
      whole ??= new Set(ask<[chunk: number]>('SELECT chunk FROM search.whole_chunk', []).map(([chunk]) => chunk));
      return whole;
    },
  };
};

export type StoredSets = ReturnType<typeof createStoredSets>;
