import { plural } from '../format.ts';
import type { Messages } from '../messages.ts';

export const notices: Messages['notices'] = {
  named: (what, who) => `${what}: ${who}`,
  rejected: 'Geweigerd',
  withdrawn: 'Weigering ingetrokken',
  summary: (rejected, withdrawn) =>
    [
      rejected > 0
        ? plural('nl', rejected, { one: '1 dienst geweigerd', other: `${rejected} diensten geweigerd` })
        : '',
      withdrawn > 0
        ? plural('nl', withdrawn, { one: '1 weigering ingetrokken', other: `${withdrawn} weigeringen ingetrokken` })
        : '',
    ]
      .filter(Boolean)
      .join(' · '),
  caughtUpTitle: 'Gevonden bij het bijwerken',
  caughtUp: (changes, rejected) =>
    `${plural('nl', changes, { one: '1 wijziging', other: `${changes} wijzigingen` })}${
      rejected > 0 ? ` · ${plural('nl', rejected, { one: '1 weigering', other: `${rejected} weigeringen` })}` : ''
    }`,
  savedSearch: (name) => `Zoekopdracht “${name}”`,
  savedSearchUnnamed: 'Een bewaarde zoekopdracht',
  savedSearchBody: (changes) =>
    changes >= 500
      ? '500 of meer nieuwe wijzigingen'
      : plural('nl', changes, { one: '1 nieuwe wijziging', other: `${changes} nieuwe wijzigingen` }),
  problemOver: 'Ontvangst hersteld',
  problemOverBody: 'De verbinding werkt weer.',
  test: 'Meldingen werken',
  testBody: 'Zo krijg je een melding van een geweigerde dienst.',
};
