import { plural } from '../format.ts';
import type { Messages } from '../messages.ts';

export const common: Messages['common'] = {
  appName: 'Assignment Monitor',
  state: {
    'not-set-up': 'Pas encore configuré',
    checking: 'Vérification…',
    'opening-tunnel': 'Connexion…',
    subscribing: 'Abonnement…',
    syncing: 'Lecture du planning…',
    live: 'En direct',
    late: 'En retard',
    down: 'Aucune réception',
    renewing: 'Renouvellement…',
    unsubscribed: 'Désabonné',
    problem: 'Problème',
  },
  liveSince: (time) => `En direct · dernier événement ${time}`,
  notReceivingSince: (time) => `Aucune réception depuis ${time}`,
  action: {
    subscribe: 'S’abonner',
    renew: 'Renouveler',
    unsubscribe: 'Se désabonner',
    retry: 'Réessayer',
    'open-settings': 'Ouvrir les paramètres',
  },
  undo: 'Annuler l’action',
  close: 'Fermer',
  cancel: 'Annuler',
  loading: 'Chargement…',
  seenRejectedAt: (when) => `Refus constaté le ${when}`,
  unknownPerson: 'Personne encore',
  openEnded: 'sans date de fin',
  allDay: 'toute la journée',
  tray: {
    open: 'Ouvrir',
    quit: 'Quitter',
    openRejections: (n) => plural('fr', n, { one: `${n} refus ouvert`, other: `${n} refus ouverts` }),
    stillHere: 'Assignment Monitor reste actif ici et signale les refus.',
  },
  desktop: {
    fileMenu: 'Fichier',
    editMenu: 'Édition',
    viewMenu: 'Affichage',
  },
};
