/*
 * The only normalisation of text. The search index, queries, highlighting and all filters compare folded text, so that all find
 * the same.
 */

/** Letters without a Unicode decomposition, and how they are typed on a plain keyboard. */
const PLAIN_LETTERS: Record<string, string> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ɖ: 'd',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ı: 'i',
  ĸ: 'k',
  ə: 'e',
  ɛ: 'e',
  ɔ: 'o',
  ƒ: 'f',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ς: 'σ',
  // Apostrophes that are letters in Unicode.
  ʹ: "'",
  ʻ: "'",
  ʼ: "'",
  ʽ: "'",
  ꞌ: "'",
};
const UNDECOMPOSED = new RegExp(`[${Object.keys(PLAIN_LETTERS).join('')}]`, 'gu');
/**
 * Accents (M), format characters such as a soft hyphen (Cf), other invisible characters (DI), skin tones of emoji (EMod) and the
 * Arabic tatweel.
 */
const IGNORED = /[\p{M}\p{Cf}\p{DI}\p{EMod}\u0640]/gu;
// For ASCII text the short way gives the same result in half the time.
const ASCII = /^[\0-\x7f]*$/;

/**
 * Normalises text for comparison: without case, accents, ligatures and invisible characters, so that `Lukasz` finds `Łukasz`.
 * Folding letter by letter gives the same result (see `placedWords`).
 */
export const fold = (text: string): string =>
  ASCII.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFKD')
        .replace(IGNORED, '')
        .toLowerCase()
        .replace(UNDECOMPOSED, (letter) => PLAIN_LETTERS[letter] ?? letter);

/**
 * A word of a folded text. In scripts without spaces between words each letter is a word, as is each emoji, so that they are found
 * at any position.
 */
const WORD =
  /[[\p{L}\p{N}]--[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]]+|[\p{L}\p{N}\p{So}]/gv;
const ASCII_WORD = /[a-z0-9]+/g;

const wordPattern = (folded: string): RegExp => (ASCII.test(folded) ? ASCII_WORD : WORD);

/** The words of a text, folded. */
export const wordsOf = (text: string): string[] => {
  const folded = fold(text);
  return folded.match(wordPattern(folded)) ?? [];
};

/** A folded word and its offset in the original text. */
export interface PlacedWord {
  word: string;
  start: number;
  /** End of its first `letters` letters in the original text, with the accents of the last one. */
  endOf(letters: number): number;
}

/** The words of `wordsOf` with their positions. */
export const placedWords = (text: string): PlacedWord[] => {
  let folded = '';
  /** For each folded letter, the offset of its original letter in the text. */
  const offsets: number[] = [];
  let offset = 0;
  for (const letter of text) {
    const foldedLetter = fold(letter);
    folded += foldedLetter;
    for (let n = 0; n < foldedLetter.length; n += 1) offsets.push(offset);
    offset += letter.length;
  }
  return Array.from(folded.matchAll(wordPattern(folded)), ({ 0: word, index }) => ({
    word,
    start: offsets[index] ?? 0,
    endOf: (letters) => {
      const last = offsets[index + letters - 1] ?? 0;
      return offsets.find((start, n) => n >= index + letters && start > last) ?? text.length;
    },
  }));
};

/** Maximum number of words joined to one. */
const MAX_JOINED_WORDS = 5;

/** Neighbouring words joined to one, because `Van den Berghe` is also typed `vandenberghe` or `vanden berghe`. */
export const joinedWords = (words: readonly string[]): string[] =>
  words.flatMap((_, from) =>
    Array.from({ length: Math.min(MAX_JOINED_WORDS, words.length - from) - 1 }, (_, n) =>
      words.slice(from, from + n + 2).join(''),
    ),
  );
