import { fold } from './fold.ts';

const NON_WORD = /[^\p{L}\p{N}\p{So}\n]+/gu;

/** The text a row is filtered by: its names and numbers, folded, with and without the characters between the words. */
export const filterText = (...parts: readonly (string | null | undefined)[]): string => {
  const folded = fold(parts.filter(Boolean).join('\n'));
  return `${folded}\n${folded.replace(NON_WORD, '')}`;
};

/** @returns whether a row matches: its `filterText` contains each typed word. */
export const createListFilter = (typed: string): ((text: string) => boolean) => {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  // `O'Brien` also matches `OBrien`; `#12` is an id and stays as typed.
  const alternatives = words.map((word) =>
    [word, ...(word.startsWith('#') ? [] : [word.replace(NON_WORD, '')])].filter(Boolean),
  );
  return (text) => alternatives.every((ofWord) => ofWord.some((word) => text.includes(word)));
};
