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
  liveSince: (time) => `En direct · modifié à ${time}`,
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
  unassigned: 'Non attribué',
  openEnded: 'sans date de fin',
  allDay: 'toute la journée',
  show: 'Afficher',
  retry: 'Réessayer',
  newRows: (count, n, gender) =>
    gender === 'f'
      ? plural('fr', n, { one: `${count} nouvelle`, other: `${count} nouvelles` })
      : plural('fr', n, { one: `${count} nouveau`, other: `${count} nouveaux` }),
  others: (n) => plural('fr', n, { one: '1 autre', other: `${n} autres` }),
  yes: 'oui',
  no: 'non',
  failed: 'Cela n’a pas fonctionné',
  fromTime: (time) => `à partir de ${time}`,
  untilTime: (time) => `jusqu’à ${time}`,
  field: {
    personId: 'Personne',
    from: 'Du',
    until: 'Au',
    startMinutes: 'Début',
    endMinutes: 'Fin',
    breakMinutes: 'Pause',
    comments: 'Commentaire',
    activities: 'Activité',
    isRejected: 'Refusé',
  },
  kind: {
    deleted: 'Supprimé',
    new: 'Nouveau',
    rejected: 'Refusé',
    withdrawn: 'Refus retiré',
    person: 'Réattribué',
    dates: 'Dates',
    times: 'Horaires',
    activity: 'Activité',
    comment: 'Commentaire',
    unchanged: 'Rien de visible n’a changé',
  },
  source: {
    webhook: 'en direct',
    sync: 'trouvé lors du rattrapage',
    initial: 'lu au début de l’abonnement',
    demo: 'démo',
  },
  /** Shown instead of a part that cannot be rendered. */
  broken: {
    screen: 'Cet écran ne peut pas être affiché',
    screenText: 'Une erreur s’est produite pendant l’affichage. Rien n’est perdu et les autres écrans fonctionnent.',
    part: 'Cette partie ne peut pas être affichée.',
    frame: 'L’application ne peut pas être affichée',
    frameText: 'Une erreur s’est produite pendant l’affichage. Rien n’est perdu.',
  },
  /** The app ends before its window opens. */
  cannotStart: {
    'read-only': (path: string) =>
      `Impossible d’écrire dans le dossier de données : ${path}. Donnez à ce compte le droit d’y écrire, ou choisissez un autre dossier avec --data.`,
    locked: (path: string) =>
      `Un autre programme utilise la base de données ${path}. Fermez-le et relancez l’application.`,
    full: (path: string) =>
      `Le disque est plein : impossible d’écrire dans ${path}. Libérez de l’espace et relancez l’application.`,
    'newer-version': (path: string) =>
      `La base de données ${path} a été écrite par une version plus récente de cette application. Installez la version plus récente.`,
    'not-owner': (path: string) =>
      `${path} appartient à un autre compte de cet ordinateur. Lancez l’application avec ce compte, ou choisissez un autre dossier de données avec --data.`,
    portInUse: (port: number) =>
      `Un autre programme utilise le port ${port}, réglé pour recevoir les modifications. Fermez-le et relancez l’application.`,
    noDisplay:
      'Il n’y a pas de bureau ici : « assignment-monitor serve » lance l’application pour un navigateur, « assignment-monitor --help » affiche toutes les commandes.',
    other: (detail: string) => `L’application ne peut pas démarrer : ${detail}`,
  },
  /** Title of the dialog that saves a file of a screen. */
  saveFile: 'Enregistrer le fichier',
  /** Pages of web mode. */
  access: {
    title: 'Cette page n’a pas accès',
    refused: {
      'no-access': 'Ce navigateur n’a pas reçu d’accès, ou n’a pas utilisé l’application depuis 30 jours.',
      'ticket-expired': 'L’adresse n’est plus valable : chacune fonctionne une fois, dans les dix minutes.',
      'ticket-used':
        'L’adresse a été ouverte une deuxième fois, peut-être par quelqu’un d’autre. L’accès qu’elle donnait a donc été retiré.',
      'too-many-attempts':
        'Il y a eu trop de tentatives erronées sur cet ordinateur. Cette page réessaie dans une minute.',
    },
    advice:
      'Demandez une nouvelle adresse : exécutez « npm run -s monitor -- open » sur cet ordinateur (installée : « assignment-monitor open »).',
    notKept: 'Ce navigateur ne conserve rien pour cette page',
    notKeptText:
      'L’accès dure jusqu’à la fermeture de cet onglet ; ensuite, il faut une nouvelle adresse. Pour le conserver, autorisez les données de site (cookies) pour cette adresse.',
  },
  frame: {
    navigation: 'Écrans',
    skip: 'Aller au contenu',
    search: 'Rechercher dans l’historique',
    reconnecting: 'Reconnexion…',
    notRunning: 'L’application est arrêtée',
    notRunningAdvice:
      'Rien sur cette page n’est en direct. Relancez Assignment Monitor ; la page reprendra d’elle-même.',
    doubtful: 'En retard · en cours de vérification',
    lateSince: (time) => `En retard · dernière vérification ${time}`,
    openConnection: 'Ouvrir Connexion',
    alsoOutside: 'L’afficher aussi quand vous ne regardez pas la page ?',
    allow: 'Autoriser',
    messages: 'Messages',
    openCount: (n) => plural('fr', n, { one: `${n} ouvert`, other: `${n} ouverts` }),
    keys: 'Clavier',
    demo: 'Données de démonstration',
  },
  keys: {
    title: 'Raccourcis clavier',
    go: (screen) => `Aller à ${screen}`,
    search: 'Rechercher',
    help: 'Cette liste',
    close: 'Fermer le panneau ou la fenêtre',
    arrows: 'De barre en barre',
    open: 'Ouvrir la barre',
    page: 'Une page de lignes vers le haut ou le bas',
    today: 'Aujourd’hui',
    period: 'Période précédente ou suivante',
    zoom: 'Agrandir ou réduire',
    inPlan: 'Dans le planning',
    inHistory: 'Dans l’historique',
    intoResults: 'De la recherche aux résultats',
    rows: 'De ligne en ligne',
    openRow: 'Ouvrir une ligne',
    closeRow: 'Fermer une ligne',
    toSearch: 'Retour à la recherche',
    everywhere: 'Partout',
  },
  tray: {
    open: 'Ouvrir',
    quit: 'Quitter',
    openRejections: (n) => plural('fr', n, { one: `${n} refus ouvert`, other: `${n} refus ouverts` }),
    stillHere: 'Assignment Monitor reste actif ici et signale les refus.',
    mute: 'Suspendre les notifications',
    muteHour: 'Pendant 1 heure',
    muteUntilTomorrow: 'Jusqu’à demain matin',
  },
  /** The menu bar. */
  desktop: {
    fileMenu: 'Fichier',
    editMenu: 'Édition',
    viewMenu: 'Affichage',
    windowMenu: 'Fenêtre',
    redo: 'Rétablir',
    cut: 'Couper',
    copy: 'Copier',
    paste: 'Coller',
    selectAll: 'Tout sélectionner',
    actualSize: 'Taille réelle',
    zoomIn: 'Zoom avant',
    zoomOut: 'Zoom arrière',
    fullScreen: 'Plein écran',
    about: 'À propos d’Assignment Monitor',
    services: 'Services',
    hide: 'Masquer Assignment Monitor',
    hideOthers: 'Masquer les autres',
    showAll: 'Tout afficher',
    minimise: 'Placer dans le Dock',
    zoomWindow: 'Réduire/agrandir',
    bringToFront: 'Tout ramener au premier plan',
  },
};
