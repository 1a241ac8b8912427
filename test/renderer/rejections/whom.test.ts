import { expect, it } from 'vitest';
import { whom } from '../../../renderer/rejections/whom.ts';
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
  whom(
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

it('tells people of one name apart by their numbers, also when it is about one of them', () => {
  expect(of([3])).toBe('Jan Peeters (003)');
  expect(of([1, 2, 3])).toBe('Jan Peeters (001), Jan Maes and Jan Peeters (003)');
});

it('names a few of many, and never counts a single one instead of naming it', () => {
  expect(of([1, 2, 4, 5])).toBe('Jan Peeters (001), Jan Maes, Jan Aerts and Jan Bos');
  expect(of([1, 2, 4, 5, 6])).toBe('Jan Peeters (001), Jan Maes, Jan Aerts and 2 others');
  expect(of([1, 2, 4, 5, 6], 'nl')).toBe('Jan Peeters (001), Jan Maes, Jan Aerts en 2 anderen');
});

it('says so where a shift is nobody’s, or a name is not known', () => {
  expect(of([null, 77])).toBe('Nobody yet and #77');
});
