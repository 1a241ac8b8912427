import { describe, expect, it } from 'vitest';
import { mailText, mailTextOfAll } from '../../../renderer/rejections/mail-text.ts';
import { createTexts } from '../../../renderer/store/texts.ts';
import type { Language } from '../../../shared/i18n/index.ts';
import type { Rejection } from '../../../shared/rejection.ts';

const names = {
  people: new Map([[1234, { id: 1234, firstName: 'Jan', lastName: 'Peeters', employeeNumber: '0042' }]]),
  activities: new Map([
    ['a', { id: 'a', level: 1, name: 'Reception', translations: { 'nl-BE': 'Onthaal', 'fr-BE': 'Accueil' } }],
  ]),
};
const rejection: Rejection = {
  id: 1,
  assignmentId: 51_234,
  personId: 1234,
  from: '2026-03-10',
  until: '2026-03-10',
  startMinutes: 480,
  endMinutes: 1020,
  breakMinutes: 30,
  comments: ' Bring the keys ',
  activityIds: ['a'],
  state: 'open',
  seenAtMs: Date.parse('2026-03-08T14:02:00+01:00'),
  caughtUp: false,
  acknowledgedAtMs: null,
  withdrawnAtMs: null,
  snoozed: null,
  why: 'at-once',
  shown: null,
};
const lines = (language: Language, rest: Partial<Rejection> = {}) =>
  mailText({ ...rejection, ...rest }, createTexts(language, names)).split('\n');

describe('a rejection as text for a mail', () => {
  it('contains who, when, what and when it was seen, one line each', () => {
    expect(lines('en')).toEqual([
      'Rejected: Jan Peeters (0042)',
      expect.stringMatching(/^Tue,? 10 March 2026, 08:00–17:00 \(30′\)$/),
      'Reception',
      'Comment: Bring the keys',
      expect.stringMatching(/^Seen rejected at 8 Mar 2026, 14:02$/),
    ]);
  });

  it.each([
    ['nl', 'Geweigerd: Jan Peeters (0042)', 'Onthaal'],
    ['fr', 'Refusé: Jan Peeters (0042)', 'Accueil'],
  ] as const)('is translated into %s', (language, heading, activity) => {
    expect(lines(language)).toEqual(expect.arrayContaining([heading, activity]));
  });

  it('never states when it was rejected, because that is unknown', () => {
    expect(lines('en').join('\n')).not.toMatch(/(?<!Seen )rejected at/i);
  });

  it('leaves out what is not known', () => {
    const text = lines('en', { personId: null, activityIds: [], comments: null, from: '', until: null });
    expect(text).toEqual(['Rejected: Unassigned', expect.stringContaining('Seen rejected')]);
  });

  it('states that a rejection was withdrawn', () => {
    const text = lines('en', { state: 'withdrawn', withdrawnAtMs: Date.parse('2026-03-08T15:00:00+01:00') });
    expect(text[0]).toBe('Rejection withdrawn: Jan Peeters (0042)');
    expect(text.at(-1)).toMatch(/Withdrawn, seen at 8 Mar 2026, 15:00/);
  });

  it('contains the first and last day of a longer shift', () => {
    expect(lines('en', { until: '2026-03-12' })[1]).toMatch(/10 March 2026 – Thu,? 12 March 2026/);
  });

  it('separates several rejections by an empty line', () => {
    expect(mailTextOfAll([rejection, rejection], createTexts('en', names))).toContain('\n\nRejected: ');
  });
});
