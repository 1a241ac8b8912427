import type { Messages } from '../messages.ts';

export const firstRun: Messages['firstRun'] = {
  steps: 'Étapes',
  stepNames: {
    welcome: 'Bienvenue',
    credentials: 'Protime',
    reach: 'Réception des modifications',
    subscribe: 'Abonnement',
    notification: 'Notifications',
  },
  stepOf: (n, total) => `Étape ${n} sur ${total}`,
  back: 'Retour',
  next: 'Continuer',
  later: 'Terminer plus tard',
  laterHint: 'Ce que vous avez saisi est conservé. Vous pouvez continuer sous Connexion.',
  welcome: {
    heading: 'Soyez prévenu dès qu’un service est refusé',
    text: 'Assignment Monitor fonctionne en arrière-plan, conserve chaque modification de votre planning dans Protime et vous prévient dès qu’une affectation est refusée.',
    demo: 'Essayer avec des données de démonstration',
    demoText: 'Quarante personnes inventées, en direct en quelques secondes. Rien ne quitte cet ordinateur.',
    protime: 'Se connecter à Protime',
    protimeText:
      'Il vous faut votre tenant, un identifiant client et un secret client de votre administrateur Protime.',
    starting: 'La démo démarre…',
  },
  credentials: {
    heading: 'Votre Protime',
    text: 'Votre administrateur Protime dispose de ces données. Elles sont testées dès qu’elles sont complètes.',
    incomplete: 'Saisissez le tenant, l’identifiant client et le secret client.',
  },
  reach: {
    heading: 'Comment Protime joint cet ordinateur',
    text: 'Protime envoie chaque modification à une adresse. Le relais en donne une à cet ordinateur.',
  },
  subscribe: {
    heading: 'S’abonner aux modifications',
    text: 'Ensuite, Protime envoie ici chaque modification ; le planning est d’abord lu une fois.',
    done: 'C’est fait : les modifications arrivent désormais.',
  },
  notification: {
    heading: 'Comment vous serez prévenu',
    text: 'Envoyez-vous une notification, pour savoir à quoi ressemblera un refus.',
    demoText: 'La démo tourne : de temps en temps, un service y est refusé. Voyez comment vous en serez averti.',
    send: 'M’envoyer une notification de test',
    sent: 'Envoyée. L’avez-vous vue ?',
    notSeen:
      'Sinon : vérifiez si votre ordinateur est en mode « ne pas déranger », ou si les notifications de cette application sont désactivées.',
    inPage: 'Elle apparaît aussi au bas de cette page.',
    finish: 'Ouvrir le planning',
  },
};
