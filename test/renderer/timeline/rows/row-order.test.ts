import { describe, expect, it } from 'vitest';
import {
  activitiesMatching,
  nameRanks,
  orderRows,
  peopleMatching,
} from '../../../../renderer/timeline/rows/row-order.ts';
import type { Person } from '../../../../shared/assignment.ts';

const person = (id: number, firstName: string, lastName: string, employeeNumber: string): [number, Person] => [
  id,
  { id, firstName, lastName, employeeNumber },
];
const people = new Map([
  person(1, 'Noé', 'Yılmaz', '400'),
  person(2, 'Jan', 'Peeters', '200'),
  person(3, 'Éva', 'Peeters', '300'),
]);
const rows = new Map(
  [
    { personId: 1, lanes: 1, nextStart: '2026-03-10 01920', activityId: null, hasRejected: false },
    { personId: 2, lanes: 1, nextStart: null, activityId: null, hasRejected: true },
    { personId: 3, lanes: 1, nextStart: '2026-03-09 01920', activityId: null, hasRejected: false },
    { personId: null, lanes: 1, nextStart: null, activityId: null, hasRejected: false },
  ].map((r) => [r.personId, r] as const),
);
const base = {
  rowKeys: [...rows.keys()],
  rows,
  ranks: nameRanks(people, 'nl-BE'),
  order: 'name' as const,
  onlyRejected: false,
  matching: undefined,
};

describe('the order of rows', () => {
  it('is by last name, then first name, with unassigned shifts on top', () => {
    expect(orderRows(base)).toEqual([null, 3, 2, 1]);
  });

  it('is by next shift, with people without a shift last', () => {
    expect(orderRows({ ...base, order: 'nextShift' })).toEqual([3, 1, null, 2]);
  });

  it('contains only people with rejections when filtered by them', () => {
    expect(orderRows({ ...base, onlyRejected: true })).toEqual([2]);
  });

  it('puts people without a name last', () => {
    expect(orderRows({ ...base, rowKeys: [99, 1] })).toEqual([1, 99]);
  });
});

describe('the filter', () => {
  it('finds people without accents, by any part of name or number', () => {
    expect([...peopleMatching(people, 'eva peet')]).toEqual([3]);
    expect([...peopleMatching(people, '40')]).toEqual([1]);
    expect([...peopleMatching(people, 'PEETERS 2')]).toEqual([2]);
  });

  it.each([
    ['lukasz', 10],
    ['oster', 11],
    ['strasse', 12],
    ['obrien', 13],
    ['vandenberghe', 14],
    ["d'hondt", 15],
  ])('finds by %s people whose names are spelled differently', (text, id) => {
    const written = new Map(
      ['Łukasz', 'Øster', 'Straße', "O'Brien", 'Van den Berghe', 'Dhondt'].map((name, n) =>
        person(10 + n, 'Mia', name, String(500 + n)),
      ),
    );
    expect([...peopleMatching(written, text)]).toEqual([id]);
  });

  it('finds activities in the language of the planner', () => {
    const activities = new Map([
      ['a', { id: 'a', level: 1, name: 'Reception', translations: { 'nl-BE': 'Onthaal', 'fr-BE': 'Accueil' } }],
      ['b', { id: 'b', level: 1, name: 'Warehouse' }],
    ]);
    expect(activitiesMatching(activities, 'onth', 'nl')).toEqual(['a']);
    expect(activitiesMatching(activities, 'ware', 'nl')).toEqual(['b']);
    expect(activitiesMatching(new Map([['c', { id: 'c', level: 1, name: 'Øvelse' }]]), 'ovel', 'nl')).toEqual(['c']);
  });
});
