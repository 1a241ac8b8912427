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
  caughtUpTitle: 'Trouvé lors de la mise à jour',
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
  test: 'Les notifications fonctionnent',
  testBody: 'C’est ainsi qu’un refus vous sera signalé.',
};
