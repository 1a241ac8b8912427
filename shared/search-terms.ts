import { fold, wordsOf } from './fold.ts';

/** Words that must stand next to each other, folded; the last of them may be just a beginning. */
export interface SearchTerm {
  words: readonly string[];
  isPrefix: boolean;
  /** One word that means the same: who types `O'Brien` also wants `OBrien`. */
  joined?: string;
}

// Ids of activities, typed whole or in part, are one word in the index.
const ID_WITH_HYPHENS = /\b[0-9a-f]{8}(-[0-9a-f]{0,4}){1,3}(-[0-9a-f]{0,12})?(?![\p{L}\p{N}])/gu;
// Keyboards and word processors have their own.
const QUOTES = /[“”„«»]/g;
const NAME_WITH_SIGNS = /^\p{L}+(['’-]\p{L}+)+$/u;

/**
 * What a planner typed, as terms that must all occur: quotes hold a phrase together, the last word may be the beginning of a
 * word. Numbers are ids and stand for themselves. Whatever the text index would take for an operator is plain text here.
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
