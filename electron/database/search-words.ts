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
  /** The phrase that the word is a part of, in the same language: where all words have to be asked for, it is asked for once. */
  phrase?: string;
}
/** Any of its alternatives meets a term. */
export type Term = readonly Alternative[];

/** The words that a line must have to meet what was wanted, in whichever order. */
export const toTerms = (wanted: WantedTerm, expand: Expand): Term[] => {
  const { words, isPrefix } = wanted;
  const terms = words.map((word, n) => toTerm(word, isPrefix && n === words.length - 1, expand));
  if (words.length === 1) return terms;
  const phrase = phraseMatch(wanted);
  return terms.map((term) => term.map((one) => ({ ...one, phrase })));
};

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
