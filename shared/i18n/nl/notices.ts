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
  found: (changes) => plural('nl', changes, { one: '1 wijziging gevonden', other: `${changes} wijzigingen gevonden` }),
  withheld: {
    'quiet-hours': 'Tijdens de stille uren.',
    muted: 'Terwijl de meldingen gedempt waren.',
    'no-page': 'Terwijl er geen pagina open was.',
  },
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
  doubt: 'De planning is mogelijk onvolledig',
  doubtOver: 'De planning is weer actueel',
  doubtOverBody: 'De app is weer live.',
  test: 'Meldingen werken',
  testBody: 'Zo krijg je een melding van een geweigerde dienst.',
  mutedUntil: (time) => `Meldingen gedempt tot ${time}`,
  unmute: 'Dempen opheffen',
  testFailed: 'De testmelding kon niet getoond worden',
  whyTitle: 'Waarom kreeg ik een melding?',
  whyNotTitle: 'Waarom kreeg ik geen melding?',
  why: {
    'at-once': 'Meteen gemeld, omdat meldingen van weigeringen aanstaan.',
    urgent: 'Tijdens de stille uren gemeld, omdat de dienst snel begint.',
    together: 'Samen gemeld, omdat er binnen enkele seconden meerdere binnenkwamen.',
    'caught-up': 'Gemeld in het overzicht van wat bij het bijwerken gevonden is.',
    'left-over': 'Bij de volgende start gemeld, omdat de app stopte voor ze het kon melden.',
    afterwards: 'Tegengehouden tijdens de stille uren of het dempen, en daarna gemeld.',
    'page-opened': 'Gemeld zodra er een pagina geopend werd.',
    withdrawn: 'Gemeld, omdat meldingen van ingetrokken weigeringen aanstaan.',
    search: 'Gemeld, omdat deze bewaarde zoekopdracht nieuwe wijzigingen meldt.',
    trouble: 'Gemeld, omdat de app dit niet zelf kon oplossen.',
    'trouble-over': 'Gemeld, omdat je ook van het probleem een melding kreeg.',
    asked: 'Gemeld, omdat je een test vroeg.',
    'quiet-hours': 'Nog niet gemeld: stille uren. Daarna volgt een overzicht.',
    muted: 'Nog niet gemeld: de meldingen zijn gedempt. Daarna volgt een overzicht.',
    'no-page': 'Nog niet getoond: dit wacht tot er een pagina geopend wordt.',
    off: 'Niet gemeld: dit soort meldingen staat uit in de instellingen.',
    'not-chosen': 'Niet gemeld: het gaat om iemand en een activiteit die je niet koos in de instellingen.',
    'in-view': 'Niet gemeld: deze dienst stond open op je scherm.',
    over: 'Niet gemeld: het was al voorbij voor het gemeld kon worden.',
    'setting-up': 'Niet gemeld: de eerste stappen zeggen wat er ontbreekt.',
    'not-shown': 'Niet getoond: geen enkele pagina kon het tonen.',
  },
  place: { browser: 'in de browser', system: 'op deze computer', window: 'in het venster van de app' },
  shown: (place, when) => `Getoond ${place} om ${when}.`,
  shownInSummary: (place, when) => `Getoond in het overzicht om ${when}, ${place}.`,
  recent: {
    title: 'Recente meldingen en waarom',
    hint: 'Sinds de app gestart is. Ook wat niet gemeld is, staat hier.',
    none: 'Nog niets.',
    failed: 'Dit kon niet gelezen worden.',
  },
};
