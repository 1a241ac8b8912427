import { fold, wordsOf } from './fold.ts';

/** One term of a search: normalised words that must follow each other; with `isPrefix` the last one matches as a prefix. */
export interface SearchTerm {
  words: readonly string[];
  isPrefix: boolean;
  /** One word that matches as well: `OBrien` for `O'Brien`. */
  joined?: string;
}

// Ids of activities, typed whole or in part, are one word in the index.
const ID_WITH_HYPHENS = /\b[0-9a-f]{8}(-[0-9a-f]{0,4}){1,3}(-[0-9a-f]{0,12})?(?![\p{L}\p{N}])/gu;
// Typographic quotes.
const QUOTES = /[“”„«»]/g;
const NAME_WITH_SIGNS = /^\p{L}+(['’-]\p{L}+)+$/u;

/**
 * Splits a query into terms that must all match. Quotes make a phrase; the last word matches as a prefix unless it is a
 * number or the quote is closed. Operators of the text index are treated as plain text.
 */
export const parseSearchTerms = (text: string): SearchTerm[] => {
  const plain = fold(text)
    .replace(QUOTES, '"')
    .replace(ID_WITH_HYPHENS, (id) => id.replaceAll('-', ''));
  const terms = plain.match(/"[^"]*"?|[^\s"]+/g) ?? [];
  return terms.flatMap((term, i): SearchTerm[] => {
    const isPhrase = term.startsWith('"');
    const words = wordsOf(term);
    const last = words.at(-1);
    if (last === undefined) return [];
    const isClosed = isPhrase && term.length > 1 && term.endsWith('"');
    const isPrefix = i === terms.length - 1 && !isClosed && !/^\d+$/.test(last);
    return [{ words, isPrefix, ...(NAME_WITH_SIGNS.test(term) ? { joined: words.join('') } : {}) }];
  });
};
