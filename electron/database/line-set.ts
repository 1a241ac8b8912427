/*
 * Sets of positions in the log, a bit for each. The log is cut into chunks, so that a set can grow at its end, is looked at only
 * where it matters, and costs next to nothing where it is empty.
 */

/** As many lines as have their bits on one page of the index's file, together with the key they are found by. */
export const CHUNK_LINES = 7680;
const WORDS = CHUNK_LINES / 32;
const BITMAP_BYTES = CHUNK_LINES / 8;

export const chunkOf = (seq: number): number => Math.floor(seq / CHUNK_LINES);
export const firstSeqOf = (chunk: number): number => chunk * CHUNK_LINES;

/** Positions in the chunks from `first` to `last`, both included. */
export interface LineSet {
  readonly first: number;
  readonly last: number;
  readonly bits: Uint32Array;
}

export const emptySet = (first: number, last: number): LineSet => ({
  first,
  last,
  bits: new Uint32Array(Math.max(last - first + 1, 0) * WORDS),
});

/** Every position between two, both included. */
export const rangeSet = (firstSeq: number, lastSeq: number): LineSet => {
  const set = emptySet(chunkOf(firstSeq), chunkOf(lastSeq));
  const [from, to] = [firstSeq - firstSeqOf(set.first), lastSeq - firstSeqOf(set.first)];
  set.bits.fill(~0, from >>> 5, (to >>> 5) + 1);
  const [begin, end] = [from >>> 5, to >>> 5];
  set.bits[begin] = (set.bits[begin] ?? 0) & (~0 << (from & 31));
  set.bits[end] = (set.bits[end] ?? 0) & (~0 >>> (31 - (to & 31)));
  return set;
};

/** The part of it that lies in some of its chunks. */
export const within = ({ first, bits }: LineSet, firstChunk: number, lastChunk: number): LineSet => ({
  first: firstChunk,
  last: lastChunk,
  bits: bits.subarray((firstChunk - first) * WORDS, (lastChunk - first + 1) * WORDS),
});

export const addSeq = ({ first, bits }: LineSet, seq: number): void => {
  const n = seq - firstSeqOf(first);
  const at = n >>> 5;
  if (n >= 0 && at < bits.length) bits[at] = (bits[at] ?? 0) | (1 << (n & 31));
};

/** The lines of one chunk, a bit for each. */
export type Block = Uint32Array;
export const BLOCK_BYTES = BITMAP_BYTES;

/** A set of its own with the same lines. */
export const copyOf = ({ first, last, bits }: LineSet): LineSet => ({ first, last, bits: bits.slice() });

/** The lines of one of its chunks. */
export const blockOf = ({ first, bits }: LineSet, chunk: number): Block =>
  bits.subarray((chunk - first) * WORDS, (chunk - first + 1) * WORDS);

/**
 * Takes out of a set what is in none of some blocks of the same chunk. Only the chunks from the first to the last that still hold
 * anything are kept; undefined when there are none. Nothing is asked about chunks that hold nothing.
 */
export const keepAny = (set: LineSet, blocksOf: (chunk: number) => readonly Block[]): LineSet | undefined => {
  let [from, to] = [-1, -1];
  for (let chunk = set.first; chunk <= set.last; chunk += 1) {
    const block = blockOf(set, chunk);
    if (isEmpty(block) || !keepIn(block, blocksOf(chunk))) continue;
    if (from < 0) from = chunk;
    to = chunk;
  }
  return from < 0 ? undefined : within(set, from, to);
};

const isEmpty = (block: Block): boolean => {
  for (let at = 0; at < WORDS; at += 1) if (block[at] !== 0) return false;
  return true;
};

/** The lines of any of some blocks. */
export const joined = ([only, ...others]: readonly Block[]): Block | undefined => {
  if (!only || others.length === 0) return only;
  const any = only.slice();
  for (const other of others) for (let at = 0; at < WORDS; at += 1) any[at] = (any[at] ?? 0) | (other[at] ?? 0);
  return any;
};

const both = new Uint32Array(WORDS);
/** Says whether anything is left. */
const keepIn = (block: Block, [only, ...others]: readonly Block[]): boolean => {
  if (only === undefined) {
    block.fill(0);
    return false;
  }
  let any = only;
  if (others.length > 0) {
    any = both;
    any.set(only);
    for (const other of others) for (let at = 0; at < WORDS; at += 1) any[at] = (any[at] ?? 0) | (other[at] ?? 0);
  }
  let left = 0;
  for (let at = 0; at < WORDS; at += 1) {
    const word = (block[at] ?? 0) & (any[at] ?? 0);
    block[at] = word;
    left |= word;
  }
  return left !== 0;
};

/** How many positions it has. */
export const sizeOf = ({ bits }: LineSet): number => {
  let count = 0;
  for (let at = 0; at < bits.length; at += 1) count += ones(bits[at] ?? 0);
  return count;
};

const ones = (word: number): number => {
  if (word === 0) return 0;
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

/** Its positions, the newest first. */
export function* newestFirst({ first, bits }: LineSet): Generator<number> {
  const base = firstSeqOf(first);
  for (let at = bits.length - 1; at >= 0; at -= 1) {
    for (let word = bits[at] ?? 0; word !== 0; ) {
      const bit = 31 - Math.clz32(word);
      yield base + at * 32 + bit;
      word &= ~(1 << bit);
    }
  }
}

/** Its positions, the newest first, unless they are too many. */
export const upTo = ({ first, bits }: LineSet, most: number): number[] | undefined => {
  const found: number[] = [];
  const base = firstSeqOf(first);
  // Not by `newestFirst`: a generator takes five times as long, and this is done for every set that is written.
  for (let at = bits.length - 1; at >= 0; at -= 1)
    for (let word = bits[at] ?? 0; word !== 0; ) {
      const bit = 31 - Math.clz32(word);
      if (found.push(base + at * 32 + bit) > most) return undefined;
      word &= ~(1 << bit);
    }
  return found;
};

/** Some of its positions, from all over it, at most so many. */
export const sampleOf = ({ first, bits }: LineSet, most: number): number[] => {
  const found = new Set<number>();
  for (let n = 0; n < most; n += 1) {
    let at = Math.floor((n * bits.length) / most);
    while (at < bits.length && bits[at] === 0) at += 1;
    const word = bits[at];
    if (word) found.add(firstSeqOf(first) + at * 32 + 31 - Math.clz32(word));
  }
  return [...found];
};

/** The chunks in which it holds anything. */
export const chunksIn = (set: LineSet): number[] => {
  const found: number[] = [];
  for (let chunk = set.first; chunk <= set.last; chunk += 1) if (!isEmpty(blockOf(set, chunk))) found.push(chunk);
  return found;
};

export const PLACE_BYTES = 2;

export const emptyBlock = (): Block => new Uint32Array(WORDS);

/** @param place position within the chunk. */
export const addPlace = (block: Block, place: number): void => {
  block[place >> 5] = (block[place >> 5] ?? 0) | (1 << (place & 31));
};

/** Lines of one chunk as they are stored, whichever way is shorter: the two bytes of each position, or a bit for every line. */
export const encodeBlock = (block: Block): Uint8Array => {
  const few = upTo({ first: 0, last: 0, bits: block }, BITMAP_BYTES / PLACE_BYTES - 1);
  return few ? new Uint8Array(Uint16Array.from(few).buffer) : new Uint8Array(block.slice().buffer);
};

/** The same of positions within the chunk, in any order. */
export const encodeChunk = (places: readonly number[]): Uint8Array => {
  const block = emptyBlock();
  for (const place of places) addPlace(block, place);
  return encodeBlock(block);
};

/** What is stored of one chunk, as a block. */
export const decodeChunk = (stored: Uint8Array): Block => {
  const bytes = new Uint8Array(BITMAP_BYTES);
  const block = new Uint32Array(bytes.buffer);
  if (stored.length === BITMAP_BYTES) bytes.set(stored);
  else
    for (let at = 0; at < stored.length; at += 2) {
      addPlace(block, (stored[at] ?? 0) | ((stored[at + 1] ?? 0) << 8));
    }
  return block;
};
