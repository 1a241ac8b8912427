/*
 * The one folding of text. The search index, what is searched for, the marking of hits and every filter and picker compare folded
 * text, so that none of them finds what another one does not.
 */

/** Letters that Unicode does not decompose, as people type them whose keyboard does not have them. */
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
  // Apostrophes that Unicode counts among the letters.
  ʹ: "'",
  ʻ: "'",
  ʼ: "'",
  ʽ: "'",
  ꞌ: "'",
};
const UNDECOMPOSED = new RegExp(`[${Object.keys(PLAIN_LETTERS).join('')}]`, 'gu');
/** Accents and skin tones; what is invisible, such as a soft hyphen; the line that only stretches an Arabic word. */
const WITHOUT_MEANING = /[\p{M}\p{Cf}\p{DI}\p{EMod}\u0640]/gu;
// Of each such text the long way says the same, at twice the time.
const ASCII = /^[\0-\x7f]*$/;

/**
 * A text as it is compared: without case, accents, ligatures and invisible characters, so that `Lukasz` finds `Łukasz`.
 * Folded letter by letter it gives the same (`foldWithPlaces`).
 */
export const fold = (text: string): string =>
  ASCII.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFKD')
        .replace(WITHOUT_MEANING, '')
        .toLowerCase()
        .replace(UNDECOMPOSED, (letter) => PLAIN_LETTERS[letter] ?? letter);

/**
 * A word of a folded text. Of scripts that do not put blanks between words each letter is a word, as is each emoji: they are
 * found wherever they stand.
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

/** A folded word, and where it stands in the text as it is written. */
export interface PlacedWord {
  word: string;
  start: number;
  /** Where its first so many letters end; the accents of the last one belong to them. */
  endOf(letters: number): number;
}

/** The same words as `wordsOf`, with their places. */
export const placedWords = (text: string): PlacedWord[] => {
  let folded = '';
  /** Of each letter of the folded text, where in the text the letter begins that it was made of. */
  const places: number[] = [];
  let at = 0;
  for (const letter of text) {
    const its = fold(letter);
    folded += its;
    for (let n = 0; n < its.length; n += 1) places.push(at);
    at += letter.length;
  }
  return Array.from(folded.matchAll(wordPattern(folded)), ({ 0: word, index }) => ({
    word,
    start: places[index] ?? 0,
    endOf: (letters) => {
      const last = places[index + letters - 1] ?? 0;
      return places.find((place, n) => n >= index + letters && place > last) ?? text.length;
    },
  }));
};

/** Longer names are no names. */
const MOST_JOINED = 5;

/** Neighbouring words joined to one: `Van den Berghe` is typed `vandenberghe` and `vanden berghe`, too. */
export const joinedWords = (words: readonly string[]): string[] =>
  words.flatMap((_, from) =>
    Array.from({ length: Math.min(MOST_JOINED, words.length - from) - 1 }, (_, n) =>
      words.slice(from, from + n + 2).join(''),
    ),
  );
