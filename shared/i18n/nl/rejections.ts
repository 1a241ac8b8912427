import { plural } from '../format.ts';
import type { Messages } from '../messages.ts';

export const rejections: Messages['rejections'] = {
  title: 'Weigeringen',
  shown: 'Welke weigeringen',
  segments: {
    open: 'Open',
    snoozed: 'Uitgesteld',
    muted: 'Gedempt',
    others: 'Buiten mijn selectie',
    acknowledged: 'Afgevinkt',
    withdrawn: 'Ingetrokken',
    all: 'Alle',
  },
  segment: (label, count) => `${label} (${count})`,
  seenAt: (when) => `Gezien: ${when}`,
  starts: (inTime) => `Begint ${inTime}`,
  started: (ago) => `Begonnen: ${ago}`,
  acknowledge: 'Afvinken',
  acknowledgeShown: (n) => (n === 1 ? 'De getoonde afvinken' : `Alle ${n} getoonde afvinken`),
  acknowledged: (n, names) => plural('nl', n, { one: `Afgevinkt: ${names}`, other: `${n} afgevinkt: ${names}` }),
  reopen: 'Weer openen',
  reopened: (n, names) =>
    plural('nl', n, { one: `Staat weer open: ${names}`, other: `${n} staan weer open: ${names}` }),
  snooze: 'Uitstellen',
  untilTomorrow: 'Tot morgen',
  untilChange: 'Tot er iets wijzigt',
  snoozed: (names) => `Uitgesteld: ${names}`,
  snoozedHint: 'Telt niet mee zolang ze uitgesteld is.',
  snoozedUntil: (when) => `Uitgesteld tot ${when}`,
  snoozedUntilChange: 'Uitgesteld tot er iets wijzigt',
  mutedNote: (n) =>
    plural('nl', n, {
      one: '1 weigering kwam binnen tijdens het dempen. Ze wordt gemeld zodra dit voorbij is.',
      other: `${n} weigeringen kwamen binnen tijdens het dempen. Ze worden gemeld zodra dit voorbij is.`,
    }),
  wake: 'Weer tonen',
  origin: (when, caughtUp) =>
    `${caughtUp ? `Op ${when} gevonden bij het inlezen van wat gemist was: volgens Protime is deze dienst nu geweigerd.` : `Protime meldde op ${when} dat deze dienst geweigerd is.`} Protime zegt niet wie weigerde en waarom.`,
  openInPlan: 'Openen in de planning',
  copy: 'Kopiëren als tekst',
  copyShown: 'Alle getoonde kopiëren',
  copied: (n, names) => plural('nl', n, { one: `Gekopieerd: ${names}`, other: `${n} gekopieerd: ${names}` }),
  copiedHint: 'Plak het in een mail.',
  copyFailed: 'Kopiëren is niet gelukt',
  labelOfRow: (action, person) => `${action}: ${person}`,
  keys: {
    move: 'verplaatsen',
    acknowledge: 'afvinken of weer openen',
    snooze: 'uitstellen of weer tonen',
    copy: 'kopiëren',
    open: 'openen in de planning',
  },
  gone: 'Niet meer aanwezig',
  failed: 'De weigeringen konden niet gelezen worden',
  empty: {
    nothing: 'Niets geweigerd',
    notKnown: 'Geen weigering bekend',
    nothingOpen: 'Geen open weigeringen',
    nothingAcknowledged: 'Nog niets afgevinkt',
    nothingWithdrawn: 'Geen enkele weigering ingetrokken',
    receivingSince: (when) => `Ontvangst sinds ${when}. Een weigering verschijnt hier binnen enkele seconden.`,
    notReceivingSince: (when) =>
      `Geen ontvangst sinds ${when}: er kan hier een weigering ontbreken. De app vindt ze zodra de verbinding terug is.`,
    notSubscribed: 'Deze app is niet geabonneerd, dus er kan geen weigering binnenkomen.',
    notSetUp: 'Nog niet verbonden met Protime, dus er kan geen weigering binnenkomen.',
    connecting: 'De verbinding wordt gemaakt; zodra ze er is, kunnen weigeringen binnenkomen.',
    notRunning: 'De app draait niet, dus er kan geen weigering binnenkomen.',
    nothingSnoozed: 'Niets uitgesteld',
    nothingOfOthers: 'Geen weigeringen buiten je selectie',
    sinceLast: (when) => `Sinds ${when} is er niets geweigerd, en de app ontving al die tijd.`,
    sinceLastButGaps: (when) => `Sinds ${when} is er voor zover bekend niets geweigerd. In die tijd:`,
    gap: (period) => `${period}: geen ontvangst`,
    gapFound: (n) =>
      n === 0
        ? 'er is niets gemist'
        : plural('nl', n, { one: 'achteraf 1 wijziging gevonden', other: `achteraf ${n} wijzigingen gevonden` }),
    gapUnread: 'wat gemist werd, is nog niet ingelezen',
    openConnection: 'Verbinding openen',
  },
};
