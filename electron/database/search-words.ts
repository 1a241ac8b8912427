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

/** All that a line must have to meet what was wanted: of a phrase also each word, which is found faster than their order. */
export const toTerms = (wanted: WantedTerm, expand: Expand): Term[] => {
  const { words, isPrefix } = wanted;
  const whole = isPrefix ? words.slice(0, -1) : words;
  const each = words.length > 1 ? whole.map((word) => ({ words: [word], isPrefix: false })) : [];
  return [...each, wanted].map((one) => toTerm(one, expand));
};

/** A prefix is asked for as long as its sets and the prefix indexes reach, longer ones as the words they stand for. */
const toTerm = ({ words, isPrefix }: WantedTerm, expand: Expand): Term => {
  const [word = '', ...others] = words;
  const phrase = `"${words.join(' ')}"`;
  if (others.length > 0) return [{ key: undefined, match: isPrefix ? `${phrase}*` : phrase }];
  if (!isPrefix) return [{ key: word, match: phrase }];
  const letters = [...word];
  if (letters.length === 2 || letters.length === 3) return [{ key: word + PREFIX_SIGN, match: `${phrase}*` }];
  const initial = letters.length === 1 ? initialWord(word) : undefined;
  if (initial) return [{ key: initial, match: undefined }];
  return expand(word)?.map((one) => ({ key: one, match: `"${one}"` })) ?? [{ key: undefined, match: `${phrase}*` }];
};
