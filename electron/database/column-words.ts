import { initialWord } from './search-facets.ts';

/** What one column of a line's text says. */
export interface ColumnWords {
  /** Its words in their order. */
  words: readonly string[];
  /** Chips of the letters they begin with; some may come twice. */
  initials: readonly string[];
}

/** @param text in plain words. */
export const columnWords = (text: string): ColumnWords => {
  const words = text.split(' ').filter((word) => word !== '');
  return { words, initials: words.flatMap((word) => initialWord(word) ?? []) };
};

/** So many people and activities are known by heart. */
const REMEMBERED = 20_000;

/** The same for names, of which the same come again and again. */
export const rememberColumnWords = (): ((text: string) => ColumnWords) => {
  const known = new Map<string, ColumnWords>();
  return (text) => {
    const its = known.get(text) ?? columnWords(text);
    if (known.size >= REMEMBERED) known.clear();
    known.set(text, its);
    return its;
  };
};
