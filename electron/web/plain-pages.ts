import { type Language, languageFrom } from '../../shared/i18n/index.ts';

type PlainPage = 'welcome' | 'no-access' | 'no-cookies' | 'not-built' | 'not-found' | 'wrong-host';

/** Shown when the screens, and their texts, are not available. */
const TEXTS: Record<Language, Record<PlainPage, string>> = {
  en: {
    welcome: 'One moment …',
    'no-access': 'Open the address that the app printed: it lets this browser in.',
    'no-cookies':
      'This browser blocks cookies. The app needs one to recognise this browser. Allow cookies for this address, then open the address that the app printed again.',
    'not-built': 'The screens are not built yet. Run “npm run build”, then reload this page.',
    'not-found': 'There is nothing at this address.',
    'wrong-host': 'Open the address that the app printed. Under any other name this page stays closed.',
  },
  nl: {
    welcome: 'Een ogenblik …',
    'no-access': 'Open het adres dat de app heeft getoond: dat geeft deze browser toegang.',
    'no-cookies':
      'Deze browser blokkeert cookies. De app heeft er één nodig om deze browser te herkennen. Sta cookies toe voor dit adres en open daarna opnieuw het adres dat de app heeft getoond.',
    'not-built': 'De schermen zijn nog niet gebouwd. Voer “npm run build” uit en laad deze pagina opnieuw.',
    'not-found': 'Op dit adres is niets te vinden.',
    'wrong-host': 'Open het adres dat de app heeft getoond. Onder een andere naam blijft deze pagina gesloten.',
  },
  fr: {
    welcome: 'Un instant …',
    'no-access': 'Ouvrez l’adresse affichée par l’application : elle donne accès à ce navigateur.',
    'no-cookies':
      'Ce navigateur bloque les cookies. L’application a besoin d’un cookie pour reconnaître ce navigateur. Autorisez les cookies pour cette adresse, puis ouvrez de nouveau l’adresse affichée par l’application.',
    'not-built': 'Les écrans ne sont pas encore construits. Lancez « npm run build », puis rechargez cette page.',
    'not-found': 'Il n’y a rien à cette adresse.',
    'wrong-host': 'Ouvrez l’adresse affichée par l’application. Sous un autre nom, cette page reste fermée.',
  },
};

/**
 * A whole page with one sentence, in the first supported language of `acceptLanguage`.
 * @param next address that the page redirects to.
 */
export const plainPage = (page: PlainPage, acceptLanguage = '', next?: string): string => {
  const language = languageFrom(acceptLanguage.split(',').map((locale) => locale.trim()));
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
${next === undefined ? '' : `<meta http-equiv="refresh" content="0;url=${next}">\n`}<title>Assignment Monitor</title>
<h1>Assignment Monitor</h1>
<p>${TEXTS[language][page]}</p>
</html>
`;
};
