import { plural } from '../format.ts';
import type { Messages } from '../messages.ts';

export const notices: Messages['notices'] = {
  named: (what, who) => `${what} : ${who}`,
  rejected: 'Refusé',
  withdrawn: 'Refus retiré',
  summary: (rejected, withdrawn) =>
    [
      rejected > 0
        ? plural('fr', rejected, { one: `${rejected} affectation refusée`, other: `${rejected} affectations refusées` })
        : '',
      withdrawn > 0
        ? plural('fr', withdrawn, { one: `${withdrawn} refus retiré`, other: `${withdrawn} refus retirés` })
        : '',
    ]
      .filter(Boolean)
      .join(' · '),
  found: (changes) =>
    plural('fr', changes, {
      one: `${changes} modification trouvée`,
      other: `${changes} modifications trouvées`,
    }),
  withheld: {
    'quiet-hours': 'Pendant les heures calmes.',
    muted: 'Pendant que les notifications étaient suspendues.',
    'no-page': 'Alors qu’aucune page n’était ouverte.',
  },
  caughtUpTitle: 'Trouvé lors du rattrapage',
  caughtUp: (changes, rejected) =>
    `${plural('fr', changes, { one: `${changes} modification`, other: `${changes} modifications` })}${
      rejected > 0 ? ` · ${rejected} refus` : ''
    }`,
  savedSearch: (name) => `Recherche « ${name} »`,
  savedSearchUnnamed: 'Une recherche enregistrée',
  savedSearchBody: (changes) =>
    changes >= 500
      ? 'Au moins 500 nouvelles modifications'
      : plural('fr', changes, { one: `${changes} nouvelle modification`, other: `${changes} nouvelles modifications` }),
  problemOver: 'Réception rétablie',
  problemOverBody: 'La connexion fonctionne à nouveau.',
  doubt: 'Le planning est peut-être incomplet',
  doubtOver: 'Le planning est de nouveau à jour',
  doubtOverBody: 'L’application est de nouveau en direct.',
  test: 'Les notifications fonctionnent',
  testBody: 'C’est ainsi qu’un refus vous sera signalé.',
  mutedUntil: (time) => `Notifications suspendues jusqu’à ${time}`,
  unmute: 'Reprendre les notifications',
  testFailed: 'La notification de test n’a pas pu être affichée',
  whyTitle: 'Pourquoi ai-je reçu une notification ?',
  whyNotTitle: 'Pourquoi n’ai-je pas reçu de notification ?',
  why: {
    'at-once': 'Signalé aussitôt, car les notifications de refus sont activées.',
    urgent: 'Signalé pendant les heures calmes, car le service commence bientôt.',
    together: 'Signalé dans un résumé, car il y en a eu plusieurs en quelques secondes.',
    'caught-up': 'Signalé dans le résumé de ce qui a été trouvé lors du rattrapage.',
    'left-over': 'Signalé au démarrage suivant, car l’application s’est arrêtée avant.',
    afterwards: 'Retenu pendant les heures calmes ou la suspension, puis signalé.',
    'page-opened': 'Signalé dès qu’une page a été ouverte.',
    withdrawn: 'Signalé, car les notifications de refus retirés sont activées.',
    search: 'Signalé, car cette recherche enregistrée annonce les nouvelles modifications.',
    trouble: 'Signalé, car l’application n’a pas pu résoudre ce problème seule.',
    'trouble-over': 'Signalé, car le problème vous avait été signalé.',
    asked: 'Signalé, car vous avez demandé un test.',
    'quiet-hours': 'Pas encore signalé : ce sont les heures calmes. Un résumé suivra à la fin.',
    muted: 'Pas encore signalé : les notifications sont suspendues. Un résumé suivra à la fin.',
    'no-page': 'Pas encore affiché : en attente de l’ouverture d’une page.',
    off: 'Pas signalé : ce type de notification est désactivé dans les paramètres.',
    'not-chosen': 'Pas signalé : ni la personne ni l’activité ne sont choisies dans les paramètres.',
    'in-view': 'Pas signalé : ce service était ouvert sous vos yeux.',
    over: 'Pas signalé : c’était terminé avant de pouvoir être signalé.',
    'setting-up': 'Pas signalé : les premières étapes disent ce qui manque.',
    'not-shown': 'Pas affiché : aucune page n’a pu l’afficher.',
  },
  place: {
    browser: 'dans le navigateur',
    system: 'sur cet ordinateur',
    window: 'dans la fenêtre de l’application',
  },
  shown: (place, when) => `Affiché ${place} à ${when}.`,
  shownInSummary: (place, when) => `Affiché à ${when} dans le résumé, ${place}.`,
  recent: {
    title: 'Notifications récentes et pourquoi',
    hint: 'Depuis le démarrage de l’application. Ce qui n’a pas été signalé y figure aussi.',
    none: 'Rien pour l’instant.',
    failed: 'Lecture impossible.',
  },
};
