import { asFollower, FREQUENT, type Places, restOf } from './chunk-words.ts';
import { type Block, decodeChunk, encodeChunk } from './line-set.ts';

/*
 * Which words follow a word in one chunk of the log, and where. A phrase that many lines have the words of is found by them without
 * looking at a line. Pairs that are said often are kept one by one; all others of a word in one row, each with its lines.
 */

/** What a pair that is said often is found by; with the beginning of the second word, what all such pairs begin with. */
export const pairKey = (word: string, next: string): string => `>${word} ${next}`;
export const isPair = (key: string): boolean => key.startsWith('>');
export const wordsOfPair = (key: string): [word: string, next: string] => {
  const [word = '', next = ''] = key.slice(1).split(' ');
  return [word, next];
};
/** What the other followers of a word are found by. */
export const followersKey = (word: string): string => `>${word}`;

const HEAD_BYTES = 4;

/** The rows that keep the followers of a word. */
export const followerRows = (word: string, followers: Places): [key: string, lines: Uint8Array][] => {
  const rows: [string, Uint8Array][] = [];
  const seldom: Uint8Array[] = [];
  for (const [next, places] of followers) {
    const lines = encodeChunk(places);
    if (places.length >= FREQUENT) {
      rows.push([pairKey(word, next), lines]);
      continue;
    }
    const [head, letters] = [Buffer.alloc(HEAD_BYTES), Buffer.from(next)];
    head.writeUInt16LE(letters.length, 0);
    head.writeUInt16LE(lines.length, 2);
    seldom.push(head, letters, lines);
  }
  if (seldom.length > 0) rows.push([followersKey(word), Buffer.concat(seldom)]);
  return rows;
};

/** What is looked for among followers: a word, or whatever begins with some letters. */
export interface Follower {
  letters: string;
  isBeginning: boolean;
}

/** @param isFrequent whether the chunk has a set of the word. */
export const wordFollower = (word: string, isFrequent: boolean): Follower[] => [
  { letters: asFollower(word, isFrequent), isBeginning: false },
];

/** A beginning finds frequent words by themselves, and perhaps others by their first letter. */
export const beginningFollower = (beginning: string): Follower[] => [
  { letters: beginning, isBeginning: true },
  { letters: restOf(beginning), isBeginning: false },
];

/** Of those that are said seldom, the lines in which a follower stands; of rare words some in which another does. */
export const linesFollowed = (stored: Uint8Array, { letters, isBeginning }: Follower): Block[] => {
  const found: Block[] = [];
  const wanted = Buffer.from(letters);
  for (let at = 0; at < stored.length; ) {
    const length = (stored[at] ?? 0) | ((stored[at + 1] ?? 0) << 8);
    const bytes = (stored[at + 2] ?? 0) | ((stored[at + 3] ?? 0) << 8);
    const begin = at + HEAD_BYTES;
    at = begin + length + bytes;
    if ((isBeginning || length === wanted.length) && beginsWith(stored, begin, length, wanted))
      found.push(decodeChunk(stored.subarray(begin + length, at)));
  }
  return found;
};

const beginsWith = (stored: Uint8Array, begin: number, length: number, wanted: Uint8Array): boolean => {
  if (length < wanted.length) return false;
  for (let n = 0; n < wanted.length; n += 1) if (stored[begin + n] !== wanted[n]) return false;
  return true;
};
