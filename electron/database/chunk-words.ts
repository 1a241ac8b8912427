import { firstSeqOf } from './line-set.ts';

/** A word that fewer lines of a chunk say is left to the text index. */
export const FREQUENT = 64;
/** The same for what several words begin with, of which there is much. */
export const OFTEN = 128;
/** Stands behind the letters that words begin with. */
export const PREFIX_SIGN = '*';

/** A line's words in their order, column by column of the text index. */
export interface SaidWords {
  seq: number;
  columns: readonly (readonly string[])[];
}

/** Places within a chunk by what is said there; some may come twice. */
export type Places = ReadonlyMap<string, readonly number[]>;

/** So many letters have a set of their own with all words that begin with them; longer beginnings only where it is more than one word. */
const SHORT = [2, 3];
const LONG = 4;

/** Whether words that begin with something are found by `longBeginnings`. */
export const isLong = (beginning: string): boolean => [...beginning].length >= LONG;

/** Longer ones are no words, and their length would not fit where it is kept. */
const LONGEST = 200;

/** What a word that follows another is kept as: by itself, or with all others that begin with the same letter. */
export const asFollower = (word: string, isFrequent: boolean): string =>
  isFrequent && word.length <= LONGEST ? word : restOf(word);

/** The same letter for all words that begin with it: what follows a word, but is not frequent itself. */
export const restOf = (word: string): string => PREFIX_SIGN + String.fromCodePoint(word.codePointAt(0) ?? 0);

/** Gathers the words of the lines of one chunk. */
export const createChunkWords = (chunk: number) => {
  const words: string[] = [];
  const numbers = new Map<string, number>();
  const placesOf: number[][] = [];
  /** The numbers of all words in their order; in front of those of a column, negative, the place of their line. */
  const said: number[] = [];

  const numberOf = (word: string): number => {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    numbers.set(word, words.length);
    placesOf.push([]);
    return words.push(word) - 1;
  };

  const isFrequent = (n: number): boolean => (placesOf[n]?.length ?? 0) >= FREQUENT;

  return {
    chunk,
    add({ seq, columns }: SaidWords): void {
      const place = seq - firstSeqOf(chunk);
      for (const column of columns) {
        said.push(~place);
        for (const word of column) {
          const n = numberOf(word);
          const its = placesOf[n];
          if (its && its[its.length - 1] !== place) its.push(place);
          said.push(n);
        }
      }
    },
    /** Of each word, and of its first letters, the places where it is said. */
    places(): Places {
      const all = new Map<string, number[]>();
      for (const [n, word] of words.entries()) all.set(word, placesOf[n] ?? []);
      for (const [n, word] of words.entries())
        for (const beginning of shortBeginnings(word)) {
          const known = all.get(beginning);
          if (known === undefined) all.set(beginning, [...(placesOf[n] ?? [])]);
          else for (const place of placesOf[n] ?? []) known.push(place);
        }
      return all;
    },
    /** Of what several words begin with, the places of them all, as far as they are many. */
    longBeginnings: () => longBeginnings(words, (word) => placesOf[numbers.get(word) ?? -1] ?? []),
    /** Of each frequent word, what follows it where: by the following word if that is frequent, else by its first letter. */
    followers(): ReadonlyMap<string, Places> {
      const all = new Map<string, Map<string, number[]>>();
      let [place, before] = [0, -1];
      for (const n of said) {
        if (n < 0) [place, before] = [~n, -1];
        else {
          if (before >= 0 && isFrequent(before)) addFollower(all, words[before] ?? '', followerKey(n), place);
          before = n;
        }
      }
      return all;
    },
  };

  function followerKey(n: number): string {
    const word = words[n] ?? '';
    return asFollower(word, isFrequent(n));
  }
};

const addFollower = (all: Map<string, Map<string, number[]>>, word: string, next: string, place: number): void => {
  const followers = all.get(word) ?? new Map<string, number[]>();
  all.set(word, followers);
  const its = followers.get(next);
  if (its === undefined) followers.set(next, [place]);
  else if (its[its.length - 1] !== place) its.push(place);
};

const shortBeginnings = (word: string): string[] => {
  const letters = [...word].slice(0, Math.max(...SHORT));
  return SHORT.filter((n) => letters.length >= n).map((n) => letters.slice(0, n).join('') + PREFIX_SIGN);
};

/**
 * Of what several words begin with, as far as they go on alike, the places of them all: whoever looks for some letters finds the
 * first of these that begins with them. Numbers are never looked for by their beginning.
 */
function* longBeginnings(
  words: readonly string[],
  placesOf: (word: string) => readonly number[],
): Generator<[beginning: string, places: number[]]> {
  const sorted = words.filter((word) => isLong(word) && !/^\d+$/.test(word)).sort();
  const stack: [from: number, end: number][] = [[0, sorted.length]];
  for (let part = stack.pop(); part; part = stack.pop()) {
    const [from, end] = part;
    if (end - from < 2) continue;
    const shared = sharedBeginning(sorted[from] ?? '', sorted[end - 1] ?? '');
    if (isLong(shared)) {
      const places = sorted.slice(from, end).flatMap(placesOf);
      // What is longer is said by no more.
      if (places.length < OFTEN) continue;
      yield [shared + PREFIX_SIGN, places];
    }
    for (let begin = from; begin < end; ) {
      const letter = sorted[begin]?.codePointAt(shared.length);
      let next = begin + 1;
      while (next < end && sorted[next]?.codePointAt(shared.length) === letter) next += 1;
      stack.push([begin, next]);
      begin = next;
    }
  }
}

const sharedBeginning = (a: string, b: string): string => {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  // Half of a letter is none.
  if (/[\uD800-\uDBFF]/.test(a.charAt(length - 1))) length -= 1;
  return a.slice(0, length);
};
