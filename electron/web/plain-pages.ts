import { type Language, languageFrom } from '../../shared/i18n/index.ts';

type PlainPage = 'not-built' | 'not-found' | 'wrong-host';

/** Shown when the screens, and their texts, are not available. */
const TEXTS: Record<Language, Record<PlainPage, string>> = {
  en: {
    'not-built': 'The screens are not built yet. Run “npm run build”, then reload this page.',
    'not-found': 'There is nothing at this address.',
    'wrong-host': 'Open the address that the app printed. Under any other name this page stays closed.',
  },
  nl: {
    'not-built': 'De schermen zijn nog niet gebouwd. Voer “npm run build” uit en laad deze pagina opnieuw.',
    'not-found': 'Op dit adres is niets te vinden.',
    'wrong-host': 'Open het adres dat de app heeft getoond. Onder een andere naam blijft deze pagina gesloten.',
  },
  fr: {
    'not-built': 'Les écrans ne sont pas encore construits. Lancez « npm run build », puis rechargez cette page.',
    'not-found': 'Il n’y a rien à cette adresse.',
    'wrong-host': 'Ouvrez l’adresse affichée par l’application. Sous un autre nom, cette page reste fermée.',
  },
};

/** A whole page with one sentence, in the first supported language of `acceptLanguage`. */
export const plainPage = (page: PlainPage, acceptLanguage = ''): string => {
  const language = languageFrom(acceptLanguage.split(',').map((locale) => locale.trim()));
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Assignment Monitor</title>
<h1>Assignment Monitor</h1>
<p>${TEXTS[language][page]}</p>
</html>
`;
};
