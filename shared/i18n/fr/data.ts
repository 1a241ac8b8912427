import { plural } from '../format.ts';
import type { Messages } from '../messages.ts';

export const data: Messages['data'] = {
  title: 'Données',
  hint: 'Toutes les données de l’application se trouvent sur cet ordinateur, dans le dossier de données.',
  retention: 'Durée de conservation',
  historyMonths: 'Historique',
  deliveryDays: 'Messages d’origine',
  months: (n) => `${n} mois`,
  days: (n) => plural('fr', n, { one: `${n} jour`, other: `${n} jours` }),
  shorten: 'Conserver moins d’historique ?',
  shortenText: (kept) =>
    `Les modifications de plus de ${kept} seront supprimées définitivement dans la journée. Le planning actuel reste, quel que soit son âge.`,
  shortenConfirm: 'Conserver moins',
  backups: 'Sauvegardes',
  backupsHint: 'L’application fait une copie chaque jour et garde les sept dernières.',
  backupsDemo: 'Les données de démonstration ne sont pas sauvegardées automatiquement.',
  noBackups: 'Pas encore de sauvegarde.',
  makeBackup: 'Sauvegarder maintenant',
  backupMade: 'Sauvegarde faite',
  restore: 'Restaurer…',
  restoreOne: (when) => `Restaurer la sauvegarde du ${when}`,
  restoreTitle: 'Restaurer cette sauvegarde ?',
  restoreText: (when) =>
    `L’application montre alors les données du ${when}, et lit chez Protime ce qui a changé depuis. Les données actuelles sont mises de côté dans le dossier de données, sans être supprimées.`,
  restoreCheck: 'Vérifier et restaurer',
  checking: 'Vérification de la sauvegarde…',
  restoreReady: 'La sauvegarde est intacte et sera utilisée au prochain démarrage.',
  restart: 'Redémarrer maintenant',
  restartHint: 'Arrêtez l’application et démarrez-la à nouveau.',
  restoreBad: 'Cette sauvegarde est endommagée. Rien n’a été modifié ; choisissez-en une autre.',
  exports: 'Fichiers exportés',
  exportsHint:
    'Fichiers que cette application a écrits et qui sont toujours à leur place. Ils contiennent des noms et des commentaires.',
  noExports: 'Aucun.',
  exportAll: 'Tout exporter',
  deleteFile: 'Supprimer',
  deleteOne: (name) => `Supprimer ${name}`,
  fileDeleted: (name) => `${name} supprimé`,
  forget: 'Oublier une personne',
  forgetHint:
    'Supprime tout ce qui concerne une personne du planning, de l’historique et des messages, par exemple quand elle part et le demande.',
  forgetChoose: 'Qui',
  forgetNoPerson: 'Choisissez d’abord une personne.',
  forgetStart: 'Oublier…',
  forgetTitle: (name) => `Oublier ${name} ?`,
  forgetCannot: 'Cette action est irréversible.',
  forgetList: 'Ceci disparaît définitivement :',
  forgetChanges: (count, n) =>
    plural('fr', n, { one: `${count} ligne de l’historique`, other: `${count} lignes de l’historique` }),
  forgetAssignments: (count, n) =>
    plural('fr', n, { one: `${count} affectation du planning`, other: `${count} affectations du planning` }),
  forgetDeliveries: (count, n) =>
    plural('fr', n, {
      one: `${count} message d’origine`,
      other: `${count} messages d’origine`,
    }),
  forgetName: 'le nom, le matricule et les anciens noms',
  forgetLeft: 'Ces fichiers contiennent peut-être encore la personne ; supprimez ceux dont vous n’avez pas besoin :',
  forgetBackups: (n) =>
    plural('fr', n, {
      one: `${n} sauvegarde d’où la personne n’a pas pu être retirée ; supprimez-la dans le dossier de données`,
      other: `${n} sauvegardes d’où la personne n’a pas pu être retirée ; supprimez-les dans le dossier de données`,
    }),
  forgetCopies: 'les mêmes données dans chaque sauvegarde',
  forgetBack:
    'Dès lors, ses services ne sont plus montrés ni ses refus signalés, même si Protime la planifie encore ; un service qui lui est attribué disparaît. Vous pouvez la faire relire ici, sans son ancien historique.',
  forgetSearches: 'les recherches enregistrées pour cette personne, ou avec ce nom ou ce numéro',
  forgetConfirm: (name) => `Tapez « ${name} » pour confirmer`,
  forgetMismatch: 'Ce n’est pas le nom.',
  forgetNow: 'Oublier définitivement',
  forgetting: 'Oubli en cours…',
  forgotten: (name) => `${name} est oublié(e)`,
  forgottenText: (changes, assignments, deliveries) => `Supprimé : ${changes}, ${assignments}, ${deliveries}.`,
  forgottenPeople: 'Personnes oubliées',
  forgottenHint: 'Seule la date est conservée, pas le nom. Les nouvelles données à leur sujet sont ignorées.',
  forgottenOn: (when) => `Oubliée le ${when}`,
  allowAgain: 'Relire',
  allowOne: (when) => `Relire la personne oubliée le ${when}`,
  allowed: 'La personne sera relue à la prochaine lecture du planning',
  /** Asked at start, before there is a window. */
  damaged: {
    title: 'L’historique est endommagé',
    text: 'Le fichier du planning et de son historique ne peut plus être lu. Il est conservé et mis de côté, quel que soit votre choix.',
    withBackup: (when) =>
      `La sauvegarde la plus récente est du ${when}. Ce qui a changé depuis est lu chez Protime, dans la mesure où Protime l’a encore.`,
    withoutBackup:
      'Aucune sauvegarde n’est intacte. Le planning peut être relu chez Protime ; l’historique recommence.',
    backup: 'Utiliser la sauvegarde',
    empty: 'Recommencer',
    quit: 'Quitter',
  },
  counting: 'Comptage…',
};
