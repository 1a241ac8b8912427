/** What a planner typed, cut into the words that must occur. Folded: without case and accents. */
export interface Wanted {
  words: ReadonlySet<string>;
  /** The last word, which may be just a beginning. */
  prefix: string;
}

const WORD = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export const wantedWords = (text: string): Wanted => {
  const words = (text.match(WORD) ?? []).map(fold);
  return { words: new Set(words), prefix: /[\p{L}\p{N}\p{M}]$/u.test(text.trimEnd()) ? (words.at(-1) ?? '') : '' };
};

export interface Piece {
  text: string;
  isHit: boolean;
}

/** A text cut into pieces, those marked that the search found: whole words, and words that begin with the last one. */
export const markHits = (text: string, { words, prefix }: Wanted): Piece[] => {
  if (words.size === 0) return [{ text, isHit: false }];
  const pieces: Piece[] = [];
  const add = (piece: string, isHit: boolean) => {
    if (piece) pieces.push({ text: piece, isHit });
  };
  let end = 0;
  for (const match of text.matchAll(WORD)) {
    const word = match[0];
    const folded = fold(word);
    if (words.has(folded)) {
      add(text.slice(end, match.index), false);
      add(word, true);
    } else if (prefix && folded.startsWith(prefix)) {
      const length = lengthOfPrefix(word, prefix);
      add(text.slice(end, match.index), false);
      add(word.slice(0, length), true);
      add(word.slice(length), false);
    } else continue;
    end = match.index + word.length;
  }
  add(text.slice(end), false);
  return pieces;
};

/** How many characters of the word as written make up the folded prefix. */
const lengthOfPrefix = (word: string, prefix: string): number => {
  let length = prefix.length;
  const isShort = () => fold(word.slice(0, length)).length < prefix.length;
  // An accent that is a character of its own belongs to the letter before it.
  while (length < word.length && (isShort() || /\p{M}/u.test(word.charAt(length)))) length += 1;
  return length;
};
