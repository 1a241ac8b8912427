import { expect, it } from 'vitest';
import { peopleNames } from '../../../renderer/rejections/people-names.ts';
import { createTexts } from '../../../renderer/store/texts.ts';
import type { Person } from '../../../shared/assignment.ts';
import type { Language } from '../../../shared/i18n/index.ts';

const person = (id: number, lastName: string): [number, Person] => [
  id,
  { id, firstName: 'Jan', lastName, employeeNumber: `00${id}` },
];
const people = new Map([
  person(1, 'Peeters'),
  person(2, 'Maes'),
  person(3, 'Peeters'),
  person(4, 'Aerts'),
  person(5, 'Bos'),
]);
const of = (ids: (number | null)[], language: Language = 'en') =>
  peopleNames(
    ids.map((personId) => ({ personId })),
    createTexts(language, { people, activities: new Map() }),
    language,
  );

it('names everyone once, in their order', () => {
  expect(of([2])).toBe('Jan Maes');
  expect(of([2, 4, 2])).toBe('Jan Maes and Jan Aerts');
  expect(of([2, 4], 'nl')).toBe('Jan Maes en Jan Aerts');
  expect(of([2, 4], 'fr')).toBe('Jan Maes et Jan Aerts');
});

it('distinguishes people with the same name by their numbers, also when only one is listed', () => {
  expect(of([3])).toBe('Jan Peeters (003)');
  expect(of([1, 2, 3])).toBe('Jan Peeters (001), Jan Maes and Jan Peeters (003)');
});

it('names a few of many, and never replaces a single name by a count', () => {
  expect(of([1, 2, 4, 5])).toBe('Jan Peeters (001), Jan Maes, Jan Aerts and Jan Bos');
  expect(of([1, 2, 4, 5, 6])).toBe('Jan Peeters (001), Jan Maes, Jan Aerts and 2 others');
  expect(of([1, 2, 4, 5, 6], 'nl')).toBe('Jan Peeters (001), Jan Maes, Jan Aerts en 2 anderen');
});

it('has a text for a shift without a person, and for an unknown name', () => {
  expect(of([null, 77])).toBe('Unassigned and #77');
});
