import { plural } from '../format.ts';
import type { Messages } from '../messages.ts';

export const data: Messages['data'] = {
  title: 'Gegevens',
  hint: 'Alle gegevens van de app staan op deze computer, in de gegevensmap.',
  retention: 'Hoe lang het bewaard blijft',
  historyMonths: 'Geschiedenis',
  deliveryDays: 'Oorspronkelijke berichten',
  months: (n) => plural('nl', n, { one: '1 maand', other: `${n} maanden` }),
  days: (n) => plural('nl', n, { one: '1 dag', other: `${n} dagen` }),
  shorten: 'Minder geschiedenis bewaren?',
  shortenText: (kept) =>
    `Wijzigingen ouder dan ${kept} worden binnen een dag voorgoed verwijderd. De huidige planning blijft, hoe oud ook.`,
  shortenConfirm: 'Minder bewaren',
  backups: 'Back-ups',
  backupsHint: 'De app maakt elke dag een kopie en bewaart de laatste zeven.',
  backupsDemo: 'Van demogegevens wordt niet automatisch een back-up gemaakt.',
  noBackups: 'Nog geen back-up.',
  makeBackup: 'Nu een back-up maken',
  backupMade: 'Back-up gemaakt',
  restore: 'Terugzetten…',
  restoreOne: (when) => `De back-up van ${when} terugzetten`,
  restoreTitle: 'Deze back-up terugzetten?',
  restoreText: (when) =>
    `De app toont dan de gegevens van ${when}, en leest bij Protime wat sindsdien wijzigde. De huidige gegevens worden opzijgezet in de gegevensmap en niet verwijderd.`,
  restoreCheck: 'Controleren en terugzetten',
  checking: 'De back-up wordt gecontroleerd…',
  restoreReady: 'De back-up is in orde en wordt bij de volgende start gebruikt.',
  restart: 'Nu opnieuw starten',
  restartHint: 'Stop de app en start ze opnieuw.',
  restoreBad: 'Deze back-up is beschadigd. Er is niets gewijzigd; kies een andere.',
  exports: 'Geëxporteerde bestanden',
  exportsHint: 'Bestanden die deze app schreef en die nog op hun plaats staan. Ze bevatten namen en opmerkingen.',
  noExports: 'Geen.',
  exportAll: 'Alles exporteren',
  deleteFile: 'Verwijderen',
  deleteOne: (name) => `${name} verwijderen`,
  fileDeleted: (name) => `${name} verwijderd`,
  forget: 'Een persoon vergeten',
  forgetHint:
    'Verwijdert alles over één persoon uit de planning, de geschiedenis en de berichten, bijvoorbeeld als die vertrekt en erom vraagt.',
  forgetChoose: 'Wie',
  forgetNoPerson: 'Kies eerst een persoon.',
  forgetStart: 'Vergeten…',
  forgetTitle: (name) => `${name} vergeten?`,
  forgetCannot: 'Dit kan niet ongedaan gemaakt worden.',
  forgetList: 'Dit verdwijnt voorgoed:',
  forgetChanges: (count, n) =>
    plural('nl', n, { one: '1 regel van de geschiedenis', other: `${count} regels van de geschiedenis` }),
  forgetAssignments: (count, n) =>
    plural('nl', n, { one: '1 toewijzing uit de planning', other: `${count} toewijzingen uit de planning` }),
  forgetDeliveries: (count, n) =>
    plural('nl', n, { one: '1 oorspronkelijk bericht', other: `${count} oorspronkelijke berichten` }),
  forgetName: 'de naam, het personeelsnummer en vroegere namen',
  forgetLeft: 'Deze bestanden bevatten de persoon misschien nog; verwijder wat je niet nodig hebt:',
  forgetBackups: (n) =>
    plural('nl', n, {
      one: '1 back-up waaruit de persoon niet verwijderd kon worden; verwijder hem in de gegevensmap',
      other: `${n} back-ups waaruit de persoon niet verwijderd kon worden; verwijder ze in de gegevensmap`,
    }),
  forgetCopies: 'dezelfde gegevens in elke back-up',
  forgetBack:
    'Vanaf dan worden hun diensten niet getoond en hun weigeringen niet gemeld, ook al plant Protime hen nog; een dienst die naar hen gaat, verdwijnt. Je kunt hen hier opnieuw laten lezen, zonder hun oude geschiedenis.',
  forgetSearches: 'bewaarde zoekopdrachten voor die persoon, of met die naam of dat nummer',
  forgetConfirm: (name) => `Typ “${name}” om te bevestigen`,
  forgetMismatch: 'Dat is niet de naam.',
  forgetNow: 'Voorgoed vergeten',
  forgetting: 'Bezig met vergeten…',
  forgotten: (name) => `${name} is vergeten`,
  forgottenText: (changes, assignments, deliveries) => `Verwijderd: ${changes}, ${assignments}, ${deliveries}.`,
  forgottenPeople: 'Vergeten personen',
  forgottenHint: 'Alleen de datum wordt bewaard, niet de naam. Nieuwe gegevens over hen worden genegeerd.',
  forgottenOn: (when) => `Vergeten op ${when}`,
  allowAgain: 'Opnieuw lezen',
  allowOne: (when) => `De persoon die op ${when} vergeten werd opnieuw lezen`,
  allowed: 'De persoon wordt bij de volgende lezing van de planning weer gelezen',
  /** Asked at start, before there is a window. */
  damaged: {
    title: 'De geschiedenis is beschadigd',
    text: 'Het bestand met de planning en haar geschiedenis kan niet meer gelezen worden. Het wordt bewaard en opzijgezet, wat je ook kiest.',
    withBackup: (when) =>
      `De nieuwste back-up is van ${when}. Wat sindsdien wijzigde, wordt bij Protime gelezen, voor zover Protime het nog heeft.`,
    withoutBackup:
      'Er is geen back-up die in orde is. De planning kan opnieuw bij Protime gelezen worden; de geschiedenis begint opnieuw.',
    backup: 'De back-up gebruiken',
    empty: 'Opnieuw beginnen',
    quit: 'Afsluiten',
  },
  counting: 'Tellen…',
};
