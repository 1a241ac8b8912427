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

type Match = [start: number, end: number];

/** Start and end of each match of a term. */
const findMatches = (words: readonly PlacedWord[], { words: termWords, isPrefix }: SearchTerm): Match[] => {
  const last = termWords.length - 1;
  return words.flatMap(({ start }, i): Match[] => {
    const isMatching = termWords.every((word, n) => {
      const its = words[i + n]?.word;
      return n === last && isPrefix ? its?.startsWith(word) : its === word;
    });
    const final = words[i + last];
    return isMatching && final ? [[start, final.endOf(termWords[last]?.length ?? 0)]] : [];
  });
};

/** Matches of one word with several words of a name, e.g. `vandenberghe` with `Van den Berghe`. */
const findJoinedMatches = (words: readonly PlacedWord[], wanted: string, isPrefix: boolean): Match[] =>
  words.flatMap(({ start }, i): Match[] => {
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
 * Splits a text into segments and marks those that match a term: words, phrases and, for the last word, prefixes.
 * @param isName the name of a person, which also matches without the spaces between its words.
 */
export const highlightMatches = (text: string, searchTerms: SearchTerms, isName = false): TextSegment[] => {
  if (searchTerms.length === 0) return [{ text, isMatch: false }];
  const words = placedWords(text);
  const matches = searchTerms
    .flatMap((term): Match[] => [
      ...findMatches(words, term),
      ...(term.joined === undefined ? [] : findMatches(words, { ...term, words: [term.joined] })),
      ...(isName && term.words.length === 1 ? findJoinedMatches(words, term.words.join(''), term.isPrefix) : []),
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
