import { fold } from './fold.ts';

const SIGNS = /[^\p{L}\p{N}\p{So}\n]+/gu;

/** What a row of a list is filtered by: its names and numbers, folded, each also without what separates its words. */
export const filterText = (...parts: readonly (string | null | undefined)[]): string => {
  const folded = fold(parts.filter(Boolean).join('\n'));
  return `${folded}\n${folded.replace(SIGNS, '')}`;
};

/** @returns whether a row is meant: each word typed stands somewhere in its `filterText`. */
export const createListFilter = (typed: string): ((text: string) => boolean) => {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  // `O'Brien` may be written `OBrien`; but `#12` is a number that begins so.
  const ways = words.map((word) => [word, ...(word.startsWith('#') ? [] : [word.replace(SIGNS, '')])].filter(Boolean));
  return (text) => ways.every((others) => others.some((word) => text.includes(word)));
};
