import { plural } from '../format.ts';
import type { Messages } from '../messages.ts';

export const common: Messages['common'] = {
  appName: 'Assignment Monitor',
  state: {
    'not-set-up': 'Nog niet ingesteld',
    checking: 'Controleren…',
    'opening-tunnel': 'Verbinden…',
    subscribing: 'Abonneren…',
    syncing: 'Planning inlezen…',
    live: 'Live',
    late: 'Vertraagd',
    down: 'Geen ontvangst',
    renewing: 'Vernieuwen…',
    unsubscribed: 'Uitgeschreven',
    problem: 'Probleem',
  },
  liveSince: (time) => `Live · laatste wijziging ${time}`,
  notReceivingSince: (time) => `Geen ontvangst sinds ${time}`,
  action: {
    subscribe: 'Abonneren',
    renew: 'Nu vernieuwen',
    unsubscribe: 'Uitschrijven',
    retry: 'Opnieuw proberen',
    'open-settings': 'Instellingen openen',
  },
  undo: 'Ongedaan maken',
  close: 'Sluiten',
  cancel: 'Annuleren',
  loading: 'Laden…',
  seenRejectedAt: (when) => `Weigering gezien op ${when}`,
  unknownPerson: 'Nog niemand',
  openEnded: 'zonder einddatum',
  allDay: 'hele dag',
  tray: {
    open: 'Openen',
    quit: 'Afsluiten',
    openRejections: (n) => plural('nl', n, { one: '1 open weigering', other: `${n} open weigeringen` }),
    stillHere: 'Assignment Monitor blijft hier actief en meldt weigeringen.',
  },
  desktop: {
    fileMenu: 'Bestand',
    editMenu: 'Bewerken',
    viewMenu: 'Beeld',
  },
};
