import type { Messages } from '../messages.ts';

export const updates: Messages['updates'] = {
  feed: 'Où les nouvelles versions sont annoncées',
  feedHint: 'Une adresse donnée par le fournisseur de cette application. Laissez vide pour ne rien vérifier.',
  menu: {
    available: (version) => `La version ${version} est disponible…`,
    restart: (version) => `Redémarrer pour passer à la version ${version}`,
  },
  off: 'L’application ne cherche pas de nouvelles versions.',
  notAsked: 'L’application cherche de nouvelles versions peu après son démarrage, puis quatre fois par jour.',
  checking: 'Recherche d’une nouvelle version…',
  none: (when) => `C’est la version la plus récente (vérifié ${when}).`,
  available: (version) => `La version ${version} est disponible.`,
  availableHint: 'Elle n’est téléchargée que lorsque vous le demandez, et n’est installée que lorsque vous redémarrez.',
  byHand: (version) =>
    `La version ${version} est disponible. Sur cet ordinateur, l’application se met à jour comme elle a été installée :`,
  downloading: (version, percent) => `Téléchargement de la version ${version} : ${percent} %`,
  downloaded: (version) => `La version ${version} est prête. Redémarrez pour mettre à jour.`,
  downloadedHint: 'Le redémarrage prend environ une minute. Ce que Protime envoie entre-temps est rattrapé ensuite.',
  failed: {
    check: 'L’application n’a pas pu chercher de nouvelle version.',
    download: 'La nouvelle version n’a pas pu être téléchargée.',
  },
  reason: {
    unreachable: 'L’adresse ne répond pas. Vérifiez-la, ainsi que votre connexion à internet.',
    'not-a-feed': 'Rien n’est annoncé à cette adresse. Vérifiez-la.',
    damaged:
      'Ce qui est arrivé n’est pas ce qui était annoncé et a été supprimé. Prévenez le fournisseur de cette application.',
    'disk-full': 'Il n’y a plus de place sur le disque.',
    other: 'Réessayez plus tard.',
  },
  check: 'Chercher maintenant',
  download: 'Télécharger',
  restart: 'Redémarrer pour mettre à jour',
  spoken: 'une nouvelle version est disponible',
};
