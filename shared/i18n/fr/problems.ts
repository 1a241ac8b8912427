import type { Messages } from '../messages.ts';

/** What each problem is called, and what the planner can do. */
export const problems: Messages['problems'] = {
  'not-configured': {
    title: 'Pas encore configuré',
    advice: 'Saisissez votre tenant Protime et vos identifiants dans les Paramètres.',
  },
  'secret-missing': { title: 'Le secret client manque', advice: 'Saisissez le secret client dans les Paramètres.' },
  'secret-unreadable': {
    title: 'Le secret client enregistré est illisible sur cet ordinateur',
    advice:
      'Saisissez à nouveau le secret client dans les Paramètres. Si le trousseau de cet ordinateur était verrouillé : déverrouillez-le et redémarrez plutôt l’application.',
  },
  'secret-for-another-address': {
    title: 'L’adresse Protime, le tenant ou l’identifiant client a changé',
    advice:
      'Saisissez à nouveau le secret client dans les Paramètres : il n’est envoyé qu’à l’adresse pour laquelle il a été saisi.',
  },
  'wrong-tenant': {
    title: 'Protime ne connaît pas ce tenant',
    advice: 'Vérifiez le tenant (la première partie de votre adresse Protime) et l’environnement dans les Paramètres.',
  },
  'wrong-environment': {
    title: 'Ce tenant est dans l’autre environnement',
    advice:
      'Protime connaît ce tenant dans l’environnement qui n’est pas choisi. Choisissez l’autre dans les Paramètres.',
  },
  'wrong-credentials': {
    title: 'Protime refuse les identifiants',
    advice: 'Vérifiez l’identifiant et le secret client, ou demandez-en de nouveaux à votre administrateur Protime.',
  },
  'missing-scope': {
    title: 'Une autorisation manque',
    advice: 'Demandez à votre administrateur Protime d’accorder à ce client l’autorisation indiquée ici.',
  },
  'planning-not-supported': {
    title: 'Ce tenant ne partage pas son planning',
    advice:
      'Les tenants en Planning Flex ou Planning Shift ne peuvent pas partager leur planning ainsi. Renseignez-vous auprès de Protime.',
  },
  unreachable: {
    title: 'Protime est injoignable',
    advice: 'Vérifiez la connexion internet. L’application continue d’essayer.',
  },
  'rate-limited': {
    title: 'Protime demande une pause',
    advice: 'Rien à faire : l’application attend le temps demandé, puis reprend.',
  },
  maintenance: { title: 'Protime est en maintenance', advice: 'Rien à faire : l’application réessaie d’elle-même.' },
  'server-error': {
    title: 'Protime a rencontré une erreur',
    advice: 'L’application réessaie. Si cela persiste, signalez-le à Protime.',
  },
  'unexpected-answer': {
    title: 'Protime a donné une réponse inattendue',
    advice: 'Réessayez ; si cela persiste, mettez l’application à jour ou envoyez-nous le diagnostic.',
  },
  'insecure-address': { title: 'Cette adresse n’est pas sécurisée', advice: 'Utilisez une adresse https.' },
  'invalid-destination': {
    title: 'Protime n’accepte pas l’adresse de réception',
    advice: 'L’adresse doit être publique et en https. Vérifiez le tunnel dans les Paramètres.',
  },
  'second-webhook-refused': {
    title: 'Protime n’autorise ici qu’un seul abonnement',
    advice: '« Renouveler » remplace l’autre.',
  },
  'tunnel-failed': {
    title: 'Cet ordinateur n’est pas joignable de l’extérieur',
    advice:
      'Le tunnel ne s’ouvre pas. Vérifiez le réseau ou choisissez un autre relais dans les Paramètres. L’application continue d’essayer.',
  },
  'not-receiving': {
    title: 'Rien ne peut arriver en ce moment',
    advice: 'Notre propre message de test ne revient pas. L’application rétablit la connexion d’elle-même.',
  },
  'subscription-lost': {
    title: 'L’abonnement a pris fin',
    advice: 'Renouvelez : l’application relit tout le planning et retrouve ce qui a été manqué.',
  },
  'disk-full': {
    title: 'Le disque est plein',
    advice: 'Libérez de l’espace. D’ici là, Protime est prié de renvoyer plus tard ; rien n’est perdu.',
  },
  'database-locked': {
    title: 'Un autre programme utilise la base de données',
    advice: 'Fermez l’autre programme. D’ici là, Protime est prié de renvoyer plus tard ; rien n’est perdu.',
  },
  'database-read-only': {
    title: 'Impossible d’écrire dans le dossier de données',
    advice: 'Donnez à ce compte le droit d’écrire dans le dossier de données, ou choisissez-en un autre.',
  },
  'database-damaged': {
    title: 'La base de données est endommagée',
    advice: 'Elle a été mise de côté et rien n’a été supprimé. Restaurez la sauvegarde la plus récente.',
  },
  'database-moved': {
    title: 'La base de données a été supprimée, déplacée ou remplacée',
    advice:
      'Remettez le dossier de données comme il était, ou redémarrez l’application : elle relira alors le planning. D’ici là, Protime est prié de renvoyer plus tard ; rien n’est perdu.',
  },
  internal: {
    title: 'Une erreur s’est produite dans l’application',
    advice: 'Réessayez. Si cela persiste, envoyez-nous le diagnostic.',
  },
};
