import { fold } from '../../shared/fold.ts';
import type { WantedTerm } from '../../shared/search-terms.ts';
import { isLong, PREFIX_SIGN } from './chunk-words.ts';
import { initialWord } from './search-facets.ts';

/** A text as the index keeps it: its words without case and accents, and nothing between them but blanks. */
export const plainWords = (text: string): string =>
  // Most texts are in plain letters: of those it says the same, half as fast again.
  isAscii(text) ? text.toLowerCase().replace(/[^a-z0-9]+/g, ' ') : fold(text).replace(/[^\p{L}\p{N}]+/gu, ' ');

const isAscii = (text: string): boolean => /^[ -~\s]*$/.test(text);

/** Says which words of the index begin with some letters; undefined when they are too many. */
export type Expand = (prefix: string) => readonly string[] | undefined;

/** One way a term can be met. */
export interface Alternative {
  /** The word whose set holds all lines that meet it, where it has one. */
  key: string | undefined;
  /** The same in FTS5's own language; undefined where the text index is not asked. */
  match: string | undefined;
  /** The phrase that the word is a part of, in the same language: where all words have to be asked for, it is asked for once. */
  phrase?: string | undefined;
  /** Where it has no set, any line may meet it: that is for who reads the lines to see. */
  isUnsure?: true;
}
/** Any of its alternatives meets a term. */
export type Term = readonly Alternative[];

/** What a line itself must be asked: whether it has words next to each other. */
export interface Phrase extends WantedTerm {
  /** The same in FTS5's own language. */
  match: string;
  /** Whether the text index has a word, or a beginning, of each. */
  isQuick: boolean;
}

/** What was wanted: the words a line must have, in whichever order, and what is then asked of the line. */
export interface SoughtWords {
  terms: readonly Term[];
  phrases: readonly Phrase[];
}

export const toSought = (wanted: WantedTerm, expand: Expand): SoughtWords => {
  const { words, isPrefix } = wanted;
  const last = words.at(-1) ?? '';
  const others = isPrefix && isLong(last) ? expand(last) : undefined;
  const terms = words.flatMap((word, n) =>
    isPrefix && n === words.length - 1 ? beginning(word, others) : [whole(word)],
  );
  // The text index goes through all words with a beginning that it has no index of.
  const isQuick = !isPrefix || others !== undefined || isShort(last);
  const match = others?.length
    ? anyOf(others.map((one) => [...words.slice(0, -1), one]))
    : `${quoted(words)}${isPrefix ? '*' : ''}`;
  if (words.length === 1)
    return { terms, phrases: isQuick || [...last].length === 1 ? [] : [{ ...wanted, match, isQuick }] };
  const phrase = isQuick ? match : undefined;
  return {
    terms: terms.map((term) => term.map((one) => ({ ...one, phrase }))),
    phrases: [{ ...wanted, match, isQuick }],
  };
};

const quoted = (words: readonly string[]): string => `"${words.join(' ')}"`;
const anyOf = (all: readonly (readonly string[])[]): string =>
  all.length === 1 ? quoted(all[0] ?? []) : `(${all.map(quoted).join(' OR ')})`;
const isShort = (beginning: string): boolean => [2, 3].includes([...beginning].length);

const whole = (word: string): Term => [{ key: word, match: quoted([word]) }];

/** @param others the words that begin so; undefined when they are too many. */
const beginning = (letters: string, others: readonly string[] | undefined): Term[] => {
  const key = letters + PREFIX_SIGN;
  if (isShort(letters)) return [[{ key, match: `${quoted([letters])}*` }]];
  if (!isLong(letters)) {
    const initial = initialWord(letters);
    return [[initial ? { key: initial, match: undefined } : { key: undefined, match: `${quoted([letters])}*` }]];
  }
  if (others) return [others.length === 0 ? [] : [{ key, match: anyOf(others.map((one) => [one])) }]];
  // Where too few lines say any of them, those with its first letters are at least not all.
  const first = [...letters].slice(0, 3).join('');
  return [[{ key, match: undefined, isUnsure: true }], ...beginning(first, undefined)];
};
