import type { Activity, Person } from '../../../shared/assignment.ts';

const NAMES =
  'Jan Peeters, Els Janssens, Fatima El Amrani, Noé Dubois, Lotte Maes, Bram Van den Broeck, Amélie Lambert, Yusuf Yılmaz, ' +
  'Sofie Claes, Pieter De Smet, Inès Renard, Karel Vermeulen, Łukasz Nowak, Chloé Lefèvre, Wout Goossens, Hilde Aerts, ' +
  'Mathieu Collignon, Nele Jacobs, Søren Jensen, Zoë Wouters, Thierry Gérard, Femke Hermans, Olivier Simon, Tine Mertens';

/** All people in the history of half a year. */
export const PEOPLE: readonly Person[] = NAMES.split(', ').map((name, n) => {
  const [firstName = '', ...rest] = name.split(' ');
  return { id: 2001 + n, firstName, lastName: rest.join(' '), employeeNumber: String(4100 + n * 7) };
});

const ACTIVITIES = [
  ['Reception', 'Onthaal', 'Accueil'],
  ['Warehouse', 'Magazijn', 'Entrepôt'],
  ['Order picking', 'Orderpicking', 'Préparation de commandes'],
  ['Night guard', 'Nachtwacht', 'Garde de nuit'],
  ['Training', 'Opleiding', 'Formation'],
] as const;

export const createActivities = (): Activity[] =>
  ACTIVITIES.map(([en, nl, fr], n) => ({
    id: `0a00000${n}-5d2c-4b7e-9a31-70c1d2e3f4a5`,
    level: 1,
    name: en,
    translations: { 'en-GB': en, 'nl-BE': nl, 'fr-BE': fr },
  }));
