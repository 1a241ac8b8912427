/** Letters of our neighbours that are one letter to Unicode and two, or a plain one, to whoever types them. */
const PLAIN: Record<string, string> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ſ: 's',
  ς: 'σ',
};
const ANY = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'gu');

/** A text as the search compares it: without case and accents, so that `Lukasz` finds `Łukasz`. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(ANY, (letter) => PLAIN[letter] ?? letter);
