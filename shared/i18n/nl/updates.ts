import type { Messages } from '../messages.ts';

export const updates: Messages['updates'] = {
  feed: 'Waar nieuwe versies aangekondigd worden',
  feedHint: 'Een adres van de leverancier van deze app. Laat het leeg om niet te controleren.',
  menu: {
    available: (version) => `Versie ${version} is beschikbaar…`,
    restart: (version) => `Herstarten om bij te werken naar ${version}`,
  },
  off: 'De app zoekt niet naar nieuwe versies.',
  notAsked: 'De app zoekt kort na het opstarten naar nieuwe versies, en daarna vier keer per dag.',
  checking: 'Zoekt naar een nieuwe versie…',
  none: (when) => `Dit is de nieuwste versie (gecontroleerd ${when}).`,
  available: (version) => `Versie ${version} is beschikbaar.`,
  availableHint: 'Ze wordt pas gedownload als je erom vraagt, en pas geïnstalleerd als je herstart.',
  byHand: (version) =>
    `Versie ${version} is beschikbaar. Op deze computer werk je de app bij zoals ze geïnstalleerd is:`,
  downloading: (version, percent) => `Versie ${version} wordt gedownload: ${percent} %`,
  downloaded: (version) => `Versie ${version} staat klaar. Herstart om bij te werken.`,
  downloadedHint: 'Herstarten duurt ongeveer een minuut. Wat Protime intussen stuurt, wordt daarna ingehaald.',
  failed: {
    check: 'De app kon niet naar een nieuwe versie zoeken.',
    download: 'De nieuwe versie kon niet gedownload worden.',
  },
  reason: {
    unreachable: 'Het adres antwoordt niet. Controleer het, en ook je internetverbinding.',
    'not-a-feed': 'Op dit adres wordt niets aangekondigd. Controleer het.',
    damaged:
      'Wat aankwam is niet wat aangekondigd was, dus is het verwijderd. Meld het aan de leverancier van deze app.',
    'disk-full': 'Er is geen ruimte meer op de schijf.',
    other: 'Probeer het later opnieuw.',
  },
  check: 'Nu zoeken',
  download: 'Downloaden',
  restart: 'Herstarten om bij te werken',
  spoken: 'er is een nieuwe versie',
};
