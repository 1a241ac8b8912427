import { fold } from '../../shared/fold.ts';
import { initialWord } from './search-facets.ts';

/** Words that must stand next to each other, folded; the last of them may be just a beginning. */
export interface WantedTerm {
  words: readonly string[];
  isPrefix: boolean;
}

// Ids of activities, typed whole or in part, are one word in the index.
const ID_WITH_HYPHENS = /\b[0-9a-f]{8}(-[0-9a-f]{0,4}){1,3}(-[0-9a-f]{0,12})?(?![\p{L}\p{N}])/giu;

/**
 * What a planner typed, as terms that must all occur: quotes hold a phrase together, the last word may be the beginning of a
 * word. Numbers are ids and stand for themselves. Whatever FTS5 would take for an operator is plain text here.
 */
export const wantedTerms = (text: string): WantedTerm[] => {
  const terms = text.replace(ID_WITH_HYPHENS, (id) => id.replaceAll('-', '')).match(/"[^"]*"?|[^\s"]+/g) ?? [];
  return terms.flatMap((term, i): WantedTerm[] => {
    const isPhrase = term.startsWith('"');
    const words = fold(term).match(/[\p{L}\p{N}]+/gu) ?? [];
    const last = words.at(-1);
    if (last === undefined) return [];
    const isClosed = isPhrase && term.length > 1 && term.endsWith('"');
    return [{ words, isPrefix: i === terms.length - 1 && !isClosed && !/^\d+$/.test(last) }];
  });
};

/** Says which words of the index begin with some letters; undefined when they are too many. */
export type Expand = (prefix: string) => readonly string[] | undefined;

/** A term in FTS5's own language. A prefix as long as the prefix indexes reach, or longer ones as the words they stand for. */
export const matchOfTerm = ({ words, isPrefix }: WantedTerm, expand: Expand): string => {
  const [word = '', ...others] = words;
  const phrase = `"${words.join(' ')}"`;
  if (!isPrefix) return phrase;
  const letters = [...word];
  if (others.length > 0 || letters.length === 2 || letters.length === 3) return `${phrase}*`;
  const initial = letters.length === 1 ? initialWord(word) : undefined;
  if (initial) return `"${initial}"`;
  const known = expand(word);
  return known && known.length > 0 ? `(${known.map((one) => `"${one}"`).join(' OR ')})` : `${phrase}*`;
};

/** A whole question in FTS5's own language; undefined when there is nothing to look for. */
export const toMatch = (text: string, expand: Expand = () => undefined): string | undefined =>
  wantedTerms(text)
    .map((term) => matchOfTerm(term, expand))
    .join(' AND ') || undefined;
