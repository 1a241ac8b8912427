import { createRandom, seedFor } from './random.ts';

export interface DemoPerson {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly language: 'nl' | 'fr';
  readonly employeeNumber: string | null;
  readonly badgeNumber: string;
}

const names = (list: string): readonly string[] => list.split(', ');

const FIRST_NAMES = {
  nl: names(
    'An, Bart, Dirk, Els, Femke, Geert, Hilde, Jan, Jelle, Joris, Katrien, Koen, Lien, Lotte, Maarten, ' +
      'Nele, Pieter, Sofie, Stijn, Tine, Wouter, Zoë',
  ),
  fr: names(
    'Amélie, Aurélie, Benoît, Céline, Chloé, Fabrice, François, Hélène, Jérôme, Julien, Laurence, Mathieu, ' +
      'Nathalie, Noémie, Olivier, Sébastien, Thierry, Valérie',
  ),
};

const LAST_NAMES = {
  nl: names(
    'Aerts, Claes, De Clercq, De Smet, Goossens, Hermans, Jacobs, Maes, Mertens, Peeters, Smets, ' +
      'Van Damme, Van den Broeck, Vandenberghe, Verhaegen, Vermeulen, Willems, Wouters',
  ),
  fr: names(
    'Collignon, Delvaux, Denis, Dubois, Dupont, Fontaine, Gérard, Lambert, Laurent, Lefèvre, Leroy, Noël, ' +
      'Pirotte, Renard, Servais, Simon',
  ),
};

const FIRST_ID = 1001;

export const createPeople = (seed: number, count: number): readonly DemoPerson[] => {
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, index) => {
    const random = createRandom(seedFor(seed, 1, index));
    const language = random.chance(0.6) ? 'nl' : 'fr';
    let firstName: string;
    let lastName: string;
    let attempts = 0;
    do {
      firstName = random.pick(FIRST_NAMES[language]);
      lastName = random.pick(LAST_NAMES[language]);
      attempts += 1;
    } while (taken.has(`${firstName} ${lastName}`) && attempts < 50); // a large tenant has people of the same name
    taken.add(`${firstName} ${lastName}`);
    return {
      id: FIRST_ID + index,
      firstName,
      lastName,
      language,
      employeeNumber: index % 20 === 19 ? null : String(index * 3 + 12).padStart(4, '0'), // agency workers have none
      badgeNumber: String(700_100 + index),
    };
  });
};

/** The payload of `GET /people`: much more than the app may store. Every sensitive value is obviously invented. */
export const toPersonJson = (person: DemoPerson): Record<string, unknown> => ({
  id: person.id,
  firstName: person.firstName,
  lastName: person.lastName,
  employeeNumber: person.employeeNumber,
  badgeNumber: person.badgeNumber,
  language: person.language,
  nationalNumber: `00.00.00-${String(person.id % 1000).padStart(3, '0')}.00`,
  bankAccount: `BE00 0000 0000 ${String(person.id).padStart(4, '0')}`,
  pin: `not-a-pin-${person.id}`,
  birthDate: '1900-01-01',
  address: { street: 'Fictiestraat', number: String(person.id), postalCode: '0000', city: 'Nergens' },
  pay: { scale: 'fictive', hourlyWage: 0 },
});
