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

/**
 * What two sets of the same chunks have in common, in place of the first one; only the chunks from the first to the last that hold
 * anything are kept. Undefined when there is nothing.
 */
export const intersect = ({ first, bits }: LineSet, other: LineSet): LineSet | undefined => {
  let [begin, end] = [-1, -1];
  for (let at = 0; at < bits.length; at += 1) {
    const both = (bits[at] ?? 0) & (other.bits[at] ?? 0);
    bits[at] = both;
    if (both === 0) continue;
    if (begin < 0) begin = at;
    end = at;
  }
  if (begin < 0) return undefined;
  const [from, to] = [Math.floor(begin / WORDS), Math.floor(end / WORDS)];
  return { first: first + from, last: first + to, bits: bits.subarray(from * WORDS, (to + 1) * WORDS) };
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

/** Its positions, unless they are too many. */
export const upTo = (set: LineSet, most: number): number[] | undefined => {
  const found: number[] = [];
  for (const seq of newestFirst(set)) if (found.push(seq) > most) return undefined;
  return found;
};

/** The chunks in which it holds anything. */
export const chunksIn = ({ first, last, bits }: LineSet): number[] => {
  const found: number[] = [];
  for (let chunk = first; chunk <= last; chunk += 1) {
    const begin = (chunk - first) * WORDS;
    for (let at = begin; at < begin + WORDS; at += 1)
      if (bits[at] !== 0) {
        found.push(chunk);
        break;
      }
  }
  return found;
};

/** Positions within one chunk as they are stored, whichever way is shorter: two bytes each, or a bit for every line. */
export const encodeChunk = (places: Iterable<number>): Uint8Array => {
  const bytes = new Uint8Array(BITMAP_BYTES);
  const sorted: number[] = [];
  for (const place of places) {
    if (((bytes[place >> 3] ?? 0) & (1 << (place & 7))) !== 0) continue;
    bytes[place >> 3] = (bytes[place >> 3] ?? 0) | (1 << (place & 7));
    sorted.push(place);
  }
  if (sorted.length * 2 >= BITMAP_BYTES) return bytes;
  return new Uint8Array(Uint16Array.from(sorted).buffer);
};

const copy = new Uint8Array(BITMAP_BYTES);
const copyWords = new Uint32Array(copy.buffer);
const copyPlaces = new Uint16Array(copy.buffer);

/** Puts what is stored of one chunk into a set. */
export const addChunk = (set: LineSet, chunk: number, stored: Uint8Array): void => {
  // What the database hands out need not begin where four bytes may be read at once.
  copy.set(stored);
  const begin = (chunk - set.first) * WORDS;
  const { bits } = set;
  if (stored.length === BITMAP_BYTES)
    for (let at = 0; at < WORDS; at += 1) bits[begin + at] = (bits[begin + at] ?? 0) | (copyWords[at] ?? 0);
  else
    for (let n = 0; n < stored.length / 2; n += 1) {
      const place = copyPlaces[n] ?? 0;
      const at = begin + (place >> 5);
      bits[at] = (bits[at] ?? 0) | (1 << (place & 31));
    }
};

/** The positions within a chunk that are stored. */
export const placesIn = (stored: Uint8Array): number[] => {
  const set = emptySet(0, 0);
  addChunk(set, 0, stored);
  return [...newestFirst(set)];
};
