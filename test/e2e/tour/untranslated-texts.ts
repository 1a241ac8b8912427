import { type Language, messagesFor } from '../../../shared/i18n/index.ts';

const plainTexts = (entry: unknown): string[] => {
  if (typeof entry === 'string') return [entry];
  if (typeof entry !== 'object' || entry === null) return [];
  return Object.values(entry).flatMap(plainTexts);
};

/** For each other language, English words that do not exist in it. */
const ENGLISH: Record<Exclude<Language, 'en'>, RegExp> = {
  nl: /\b(the|and|with|your?|are|not|this|from|when|until|nothing|every|cannot)\b/i,
  fr: /\b(the|and|with|your?|are|is|of|this|from|when|until|nothing|every|cannot)\b/i,
};
/** Missing translations and unformatted values. */
const UNRESOLVED = /^[a-z]+([.][a-z][A-Za-z]+)+$|\bundefined\b|\bNaN\b|\[object |\$\{|Invalid Date/;
/** Texts that are the same in every language: data, addresses, names. */
const LANGUAGE_NEUTRAL =
  /https?:\/\/|@|^(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/|^[a-z]+(-[a-z]+)+$|Bring the keys|Meeting with the team|English|First Name|Assignment Monitor$/;

const english = new Set(plainTexts(messagesFor('en')));

/** Texts of a page that are not in its language. */
export const untranslatedTexts = (texts: readonly string[], language: Language): string[] => {
  const ownTexts = new Set(plainTexts(messagesFor(language)));
  return texts.filter((text) => {
    if (UNRESOLVED.test(text)) return true;
    if (language === 'en' || ownTexts.has(text) || LANGUAGE_NEUTRAL.test(text)) return false;
    return (english.has(text) && /\p{L}{3}/u.test(text)) || ENGLISH[language].test(text);
  });
};
