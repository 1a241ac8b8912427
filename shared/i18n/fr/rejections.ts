import { plural } from '../format.ts';
import type { Messages } from '../messages.ts';

export const rejections: Messages['rejections'] = {
  title: 'Refus',
  shown: 'Quels refus',
  segments: { open: 'Ouverts', acknowledged: 'Confirmés', withdrawn: 'Retirés', all: 'Tous' },
  segment: (label, count) => `${label} (${count})`,
  list: 'Refus, du plus récent au plus ancien',
  seenAt: (when) => `Constaté : ${when}`,
  starts: (inTime) => `Commence ${inTime}`,
  started: (ago) => `A commencé ${ago}`,
  state: { open: 'Ouvert', acknowledged: 'Confirmé', withdrawn: 'Retiré' },
  acknowledge: 'Confirmer',
  acknowledgeShown: (n) => (n === 1 ? 'Confirmer le refus affiché' : `Confirmer les ${n} refus affichés`),
  acknowledged: (n) => plural('fr', n, { one: 'Refus confirmé', other: `${n} refus confirmés` }),
  reopen: 'Rouvrir',
  reopened: (n) =>
    plural('fr', n, { one: 'Le refus est de nouveau ouvert', other: `${n} refus sont de nouveau ouverts` }),
  openInPlan: 'Ouvrir dans le planning',
  copy: 'Copier comme texte',
  copyShown: 'Copier tous les refus affichés',
  copied: 'Copié : collez-le dans un mail',
  copyFailed: 'La copie n’a pas fonctionné',
  forRow: (action, person) => `${action} : ${person}`,
  keys: { move: 'se déplacer', acknowledge: 'confirmer ou rouvrir', copy: 'copier', open: 'ouvrir dans le planning' },
  failed: 'Les refus n’ont pas pu être lus',
  empty: {
    nothing: 'Aucun refus',
    notKnown: 'Aucun refus connu',
    nothingOpen: 'Aucun refus ouvert',
    nothingAcknowledged: 'Rien n’a encore été confirmé',
    nothingWithdrawn: 'Aucun refus n’a été retiré',
    receivingSince: (when) => `Réception depuis ${when}. Un refus apparaît ici en quelques secondes.`,
    notReceivingSince: (when) =>
      `Aucune réception depuis ${when} : un refus peut manquer ici. L’application le retrouvera dès le retour de la connexion.`,
    notSubscribed: 'Cette application n’est pas abonnée : aucun refus ne peut arriver.',
    notSetUp: 'Pas encore de connexion à Protime : aucun refus ne peut arriver.',
    connecting: 'La connexion s’établit ; les refus pourront ensuite arriver.',
    notRunning: 'L’application ne tourne pas : aucun refus ne peut arriver.',
    openConnection: 'Ouvrir Connexion',
  },
};
