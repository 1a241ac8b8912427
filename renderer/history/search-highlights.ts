import type { FieldName } from '../../shared/change-event.ts';
import { type PlacedWord, placedWords } from '../../shared/fold.ts';
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

type Hit = [start: number, end: number];

/** Where each run of words begins and ends that a term wants. */
const hitsOf = (words: readonly PlacedWord[], { words: wanted, isPrefix }: WantedTerm): Hit[] => {
  const last = wanted.length - 1;
  return words.flatMap(({ start }, i): Hit[] => {
    const fits = wanted.every((word, n) => {
      const its = words[i + n]?.word;
      return n === last && isPrefix ? its?.startsWith(word) : its === word;
    });
    const final = words[i + last];
    return fits && final ? [[start, final.endOf(wanted[last]?.length ?? 0)]] : [];
  });
};

/** The same where one word is wanted that a name may have in pieces. */
const joinedHitsOf = (words: readonly PlacedWord[], wanted: string, isPrefix: boolean): Hit[] =>
  words.flatMap(({ start }, i): Hit[] => {
    let joined = '';
    for (const { word, endOf } of words.slice(i)) {
      const left = wanted.slice(joined.length);
      joined += word;
      if (joined === wanted || (isPrefix && joined.startsWith(wanted))) return [[start, endOf(left.length)]];
      if (!wanted.startsWith(joined)) return [];
    }
    return [];
  });

/**
 * A text cut into pieces, those marked that the search found: whole words, phrases, and what begins with the last word.
 * @param isName whether it is one of a person: those are also found without what separates their words.
 */
export const markHits = (text: string, wanted: Wanted, isName = false): Piece[] => {
  if (wanted.length === 0) return [{ text, isHit: false }];
  const words = placedWords(text);
  const hits = wanted
    .flatMap((term): Hit[] => [
      ...hitsOf(words, term),
      ...(term.joined === undefined ? [] : hitsOf(words, { ...term, words: [term.joined] })),
      ...(isName && term.words.length === 1 ? joinedHitsOf(words, term.words.join(''), term.isPrefix) : []),
    ])
    .sort((a, b) => a[0] - b[0] || b[1] - a[1]);
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
