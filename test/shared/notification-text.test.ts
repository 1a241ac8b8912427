import { expect, it } from 'vitest';
import type { Notice } from '../../shared/notice.ts';
import { type TextContext, toNotification } from '../../shared/notification-text.ts';
import { PROBLEM_CODES } from '../../shared/problems.ts';
import { DOUBT_REASONS } from '../../shared/unapplied.ts';

const shift = {
  assignmentId: 51,
  personId: 7,
  from: '2026-03-10',
  startMinutes: 1320,
  endMinutes: 1800,
  activityIds: ['wide', 'abc-1'],
};
const rejected: Notice = { kind: 'rejected', rejectionId: 3, shift };
const wording = (more: Partial<TextContext> = {}): TextContext => ({
  language: 'en',
  showNames: true,
  person: (id) => (id === 7 ? { id, firstName: 'Jan', lastName: 'Peeters', employeeNumber: null } : undefined),
  activity: () => ({ id: 'abc-1', level: 1, name: 'Reception', translations: { 'nl-BE': 'Onthaal' } }),
  ...more,
});

it('contains who, when and what', () => {
  const said = toNotification(rejected, wording());
  expect(said).toMatchObject({ title: 'Rejected: Jan Peeters', tag: 'rejection-3', quiet: false });
  expect(said.body).toContain('22:00–06:00 (+1) · Reception');
  expect(said.target).toEqual({ screen: 'plan', assignmentId: 51 });
  expect(toNotification(rejected, wording({ language: 'nl' })).body).toContain('Onthaal');
});

it('leaves out names in private mode, and shows an id while a name is not known', () => {
  expect(toNotification(rejected, wording({ showNames: false })).title).toBe('Rejected');
  expect(toNotification(rejected, wording({ person: () => undefined })).title).toBe('Rejected: #7');
  const nobodys: Notice = { kind: 'withdrawn', shift: { ...shift, personId: null } };
  expect(toNotification(nobodys, wording()).title).toBe('Rejection withdrawn');
});

it.each(['en', 'nl', 'fr'] as const)('has a text for every notice and every problem (%s)', (language) => {
  const notices: Notice[] = [
    { kind: 'summary', rejected: 1, withdrawn: 2 },
    { kind: 'caught-up', changes: 12, rejected: 0 },
    { kind: 'problem-over' },
    ...DOUBT_REASONS.map((reason): Notice => ({ kind: 'doubt', reason, count: 2 })),
    { kind: 'doubt-over' },
    { kind: 'test' },
    ...PROBLEM_CODES.map((code): Notice => ({ kind: 'problem', problem: { code } })),
  ];
  for (const notice of notices) {
    const { title } = toNotification(notice, wording({ language }));
    expect(title).not.toMatch(/^$|undefined/);
  }
});
