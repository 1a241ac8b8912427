import { en } from './en/index.ts';
import { fr } from './fr/index.ts';
import { LANGUAGES, type Language } from './language.ts';
import type { Messages } from './messages.ts';
import { nl } from './nl/index.ts';

export { LANGUAGES, type Language } from './language.ts';
export type { Messages } from './messages.ts';

const tables: Record<Language, Messages> = { en, nl, fr };

export const messagesFor = (language: Language): Messages => tables[language];

/** The first supported language among the locales; English otherwise. */
export const languageFrom = (locales: readonly string[]): Language =>
  locales
    .map((locale) => locale.toLowerCase().split(/[-_]/)[0])
    .find((l): l is Language => LANGUAGES.some((x) => x === l)) ?? 'en';
