import type { FieldName } from '../../shared/change-event.ts';
import { type PlacedWord, placedWords } from '../../shared/fold.ts';
import { parseSearchTerms, type SearchTerm } from '../../shared/search-terms.ts';

/** Parsed search terms. */
export type SearchTerms = readonly SearchTerm[];

export const highlightTerms = (text: string): SearchTerms => parseSearchTerms(text);

const SEARCHED_FIELDS: ReadonlySet<FieldName> = new Set(['personId', 'comments', 'activities']);
const NO_TERMS: SearchTerms = [];
/** Terms to highlight in a field; fields that are not searched (such as dates) are not highlighted. */
export const termsForField = (field: FieldName, searchTerms: SearchTerms): SearchTerms =>
  SEARCHED_FIELDS.has(field) ? searchTerms : NO_TERMS;

export interface TextSegment {
  text: string;
  isMatch: boolean;
}

type Hit = [start: number, end: number];

/** Where each run of words begins and ends that a term wants. */
const findMatches = (words: readonly PlacedWord[], { words: termWords, isPrefix }: SearchTerm): Hit[] => {
  const last = termWords.length - 1;
  return words.flatMap(({ start }, i): Hit[] => {
    const isMatching = termWords.every((word, n) => {
      const its = words[i + n]?.word;
      return n === last && isPrefix ? its?.startsWith(word) : its === word;
    });
    const final = words[i + last];
    return isMatching && final ? [[start, final.endOf(termWords[last]?.length ?? 0)]] : [];
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
export const highlightMatches = (text: string, searchTerms: SearchTerms, isName = false): TextSegment[] => {
  if (searchTerms.length === 0) return [{ text, isMatch: false }];
  const words = placedWords(text);
  const matches = searchTerms
    .flatMap((term): Hit[] => [
      ...findMatches(words, term),
      ...(term.joined === undefined ? [] : findMatches(words, { ...term, words: [term.joined] })),
      ...(isName && term.words.length === 1 ? joinedHitsOf(words, term.words.join(''), term.isPrefix) : []),
    ])
    .sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const segments: TextSegment[] = [];
  let position = 0;
  const pushUntil = (end: number, isMatch: boolean) => {
    if (end > position) segments.push({ text: text.slice(position, end), isMatch });
    position = Math.max(position, end);
  };
  for (const [start, end] of matches) {
    pushUntil(start, false);
    pushUntil(end, true);
  }
  pushUntil(text.length, false);
  return segments.length > 0 ? segments : [{ text, isMatch: false }];
};
