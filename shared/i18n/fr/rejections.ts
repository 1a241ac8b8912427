import { plural } from '../format.ts';
import type { Messages } from '../messages.ts';

export const rejections: Messages['rejections'] = {
  title: 'Refus',
  shown: 'Quels refus',
  segments: {
    open: 'Ouverts',
    snoozed: 'Reportés',
    muted: 'En sourdine',
    others: 'Hors de ma sélection',
    acknowledged: 'Vus',
    withdrawn: 'Retirés',
    all: 'Tous',
  },
  segment: (label, count) => `${label} (${count})`,
  seenAt: (when) => `Constaté : ${when}`,
  starts: (inTime) => `Commence ${inTime}`,
  started: (ago) => `A commencé ${ago}`,
  acknowledge: 'Marquer comme vu',
  acknowledgeShown: (n) =>
    n === 1 ? 'Marquer le refus affiché comme vu' : `Marquer les ${n} refus affichés comme vus`,
  acknowledged: (n, names) =>
    plural('fr', n, { one: `Marqué comme vu : ${names}`, other: `${n} marqués comme vus : ${names}` }),
  reopen: 'Rouvrir',
  reopened: (n, names) =>
    plural('fr', n, { one: `De nouveau ouvert : ${names}`, other: `${n} de nouveau ouverts : ${names}` }),
  snooze: 'Reporter',
  untilTomorrow: 'Jusqu’à demain',
  untilChange: 'Jusqu’à un changement',
  snoozed: (names) => `Reporté : ${names}`,
  snoozedHint: 'N’est pas compté tant qu’il est reporté.',
  snoozedUntil: (when) => `Reporté jusqu’à ${when}`,
  snoozedUntilChange: 'Reporté jusqu’à un changement',
  mutedNote: (n) =>
    plural('fr', n, {
      one: `${n} refus est arrivé pendant la suspension. Il sera signalé à la fin.`,
      other: `${n} refus sont arrivés pendant la suspension. Ils seront signalés à la fin.`,
    }),
  wake: 'Réafficher',
  origin: (when, caughtUp) =>
    `${caughtUp ? `Trouvé le ${when} en relisant ce qui avait été manqué : selon Protime, ce service est maintenant refusé.` : `Protime a signalé le ${when} que ce service est refusé.`} Protime ne dit ni qui l’a refusé, ni pourquoi.`,
  openInPlan: 'Ouvrir dans le planning',
  copy: 'Copier comme texte',
  copyShown: 'Copier tous les refus affichés',
  copied: (n, names) => plural('fr', n, { one: `Copié : ${names}`, other: `${n} copiés : ${names}` }),
  copiedHint: 'Collez-le dans un mail.',
  copyFailed: 'La copie n’a pas fonctionné',
  labelOfRow: (action, person) => `${action} : ${person}`,
  keys: {
    move: 'se déplacer',
    acknowledge: 'marquer comme vu ou rouvrir',
    snooze: 'reporter ou réafficher',
    copy: 'copier',
    open: 'ouvrir dans le planning',
  },
  gone: 'N’existe plus',
  failed: 'Les refus n’ont pas pu être lus',
  empty: {
    nothing: 'Aucun refus',
    notKnown: 'Aucun refus connu',
    nothingOpen: 'Aucun refus ouvert',
    nothingAcknowledged: 'Rien n’a encore été marqué comme vu',
    nothingWithdrawn: 'Aucun refus n’a été retiré',
    receivingSince: (when) => `Réception depuis ${when}. Un refus apparaît ici en quelques secondes.`,
    notReceivingSince: (when) =>
      `Aucune réception depuis ${when} : un refus peut manquer ici. L’application le retrouvera dès le retour de la connexion.`,
    notSubscribed: 'Cette application n’est pas abonnée : aucun refus ne peut arriver.',
    notSetUp: 'Pas encore de connexion à Protime : aucun refus ne peut arriver.',
    connecting: 'La connexion s’établit ; les refus pourront ensuite arriver.',
    notRunning: 'L’application est arrêtée : aucun refus ne peut arriver.',
    nothingSnoozed: 'Rien de reporté',
    nothingOfOthers: 'Aucun refus hors de votre sélection',
    sinceLast: (when) => `Rien n’a été refusé depuis ${when}, et l’application recevait pendant tout ce temps.`,
    sinceLastButGaps: (when) => `À notre connaissance, rien n’a été refusé depuis ${when}. Entre-temps :`,
    gap: (period) => `${period} : aucune réception`,
    gapFound: (n) =>
      n === 0
        ? 'rien n’a été manqué'
        : plural('fr', n, {
            one: `${n} modification retrouvée ensuite`,
            other: `${n} modifications retrouvées ensuite`,
          }),
    gapUnread: 'ce qui a été manqué n’est pas encore relu',
    openConnection: 'Ouvrir Connexion',
  },
};
