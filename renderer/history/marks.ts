import type { FieldName } from '../../shared/change-event.ts';
import { fold } from '../../shared/fold.ts';
import { type WantedTerm, wantedTerms } from '../../shared/search-terms.ts';

/** What a planner typed, as the search understands it. */
export type Wanted = readonly WantedTerm[];

export const wantedWords = (text: string): Wanted => wantedTerms(text);

const SEARCHED: ReadonlySet<FieldName> = new Set(['personId', 'comments', 'activities']);
const NOTHING: Wanted = [];
/** What is to be marked in a field: a search for `jan` does not look at the dates of January. */
export const wantedIn = (field: FieldName, wanted: Wanted): Wanted => (SEARCHED.has(field) ? wanted : NOTHING);

export interface Piece {
  text: string;
  isHit: boolean;
}

/** One word of a text: where it stands, and folded as the search compares it. */
interface Word {
  start: number;
  end: number;
  folded: string;
}

const WORD = /[\p{L}\p{N}\p{M}]+/gu;

const wordsOf = (text: string): Word[] =>
  [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    folded: fold(word),
  }));

/** Where in the text each run of words that a term wants begins and ends. */
const hitsOf = (text: string, words: readonly Word[], { words: wanted, isPrefix }: WantedTerm): [number, number][] => {
  const last = wanted.length - 1;
  const hits: [number, number][] = [];
  for (let i = 0; i + last < words.length; i += 1) {
    const fits = wanted.every((word, n) => {
      const { folded = '' } = words[i + n] ?? {};
      return n === last && isPrefix ? folded.startsWith(word) : folded === word;
    });
    const [first, final] = [words[i], words[i + last]];
    if (!fits || !first || !final) continue;
    const end = isPrefix ? final.start + lengthOf(text.slice(final.start, final.end), wanted[last] ?? '') : final.end;
    hits.push([first.start, end]);
  }
  return hits;
};

/** How many characters of a word as written make up a folded beginning of it. */
const lengthOf = (word: string, beginning: string): number => {
  let length = 0;
  while (length < word.length && fold(word.slice(0, length)).length < beginning.length) length += 1;
  // An accent that is a character of its own belongs to the letter before it.
  while (/\p{M}/u.test(word.charAt(length))) length += 1;
  return length;
};

/** A text cut into pieces, those marked that the search found: whole words, phrases, and what begins with the last word. */
export const markHits = (text: string, wanted: Wanted): Piece[] => {
  if (wanted.length === 0) return [{ text, isHit: false }];
  const words = wordsOf(text);
  const hits = wanted.flatMap((term) => hitsOf(text, words, term)).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const pieces: Piece[] = [];
  let at = 0;
  const upTo = (end: number, isHit: boolean) => {
    if (end > at) pieces.push({ text: text.slice(at, end), isHit });
    at = Math.max(at, end);
  };
  for (const [start, end] of hits) {
    upTo(start, false);
    upTo(end, true);
  }
  upTo(text.length, false);
  return pieces.length > 0 ? pieces : [{ text, isHit: false }];
};
