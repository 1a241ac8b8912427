import { fold } from '../../shared/fold.ts';
import type { WantedTerm } from '../../shared/search-terms.ts';
import { initialWord } from './search-facets.ts';
import { PREFIX_SIGN } from './search-sets.ts';

/** A text as the index keeps it: its words without case and accents, and nothing between them but blanks. */
export const plainWords = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]+/gu, ' ');

/** Says which words of the index begin with some letters; undefined when they are too many. */
export type Expand = (prefix: string) => readonly string[] | undefined;

/** One way a term can be met. */
export interface Alternative {
  /** The word whose set holds all lines that meet it, where it has one. */
  key: string | undefined;
  /** The same in FTS5's own language; undefined where there is always a set. */
  match: string | undefined;
}
/** Any of its alternatives meets a term. */
export type Term = readonly Alternative[];

/** The words that a line must have to meet what was wanted, in whichever order. */
export const toTerms = ({ words, isPrefix }: WantedTerm, expand: Expand): Term[] =>
  words.map((word, n) => toTerm(word, isPrefix && n === words.length - 1, expand));

/** What the text index is asked for words in their order. */
export const phraseMatch = ({ words, isPrefix }: WantedTerm): string => `"${words.join(' ')}"${isPrefix ? '*' : ''}`;

/** A prefix is asked for as long as its sets and the prefix indexes reach, longer ones as the words they stand for. */
const toTerm = (word: string, isPrefix: boolean, expand: Expand): Term => {
  const match = phraseMatch({ words: [word], isPrefix });
  if (!isPrefix) return [{ key: word, match }];
  const letters = [...word];
  if (letters.length === 2 || letters.length === 3) return [{ key: word + PREFIX_SIGN, match }];
  const initial = letters.length === 1 ? initialWord(word) : undefined;
  if (initial) return [{ key: initial, match: undefined }];
  return expand(word)?.map((one) => ({ key: one, match: `"${one}"` })) ?? [{ key: undefined, match }];
};
