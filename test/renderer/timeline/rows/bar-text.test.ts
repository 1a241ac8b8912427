import { describe, expect, it } from 'vitest';
import { createTexts } from '../../../../renderer/store/texts.ts';
import {
  assignmentTitle,
  barAccessibleName,
  formerAccessibleName,
  timesForDetail,
} from '../../../../renderer/timeline/rows/bar-text.ts';
import { makeAssignment } from '../../../fakes/assignment.ts';

const activities = new Map([['a', { id: 'a', level: 2, name: 'Reception', translations: { 'fr-BE': 'Accueil' } }]]);
const texts = createTexts('en', { people: new Map(), activities });

describe('the text of a bar', () => {
  it('is the most specific activity, else the comment, else “assignment”', () => {
    const of = (different: Parameters<typeof makeAssignment>[0]) => assignmentTitle(makeAssignment(different), texts);
    expect(of({ activities: [{ level: 2, activityId: 'a' }] })).toBe('Reception');
    expect(of({ comments: ' Stand-by ' })).toBe('Stand-by');
    expect(of({})).toBe('Assignment');
  });

  it('has times with the break, over midnight, or no times', () => {
    expect(texts.timesText({ startMinutes: 480, endMinutes: 1020, breakMinutes: 30 })).toBe('08:00–17:00 (30′)');
    expect(texts.timesText({ startMinutes: 1320, endMinutes: 1800, breakMinutes: null })).toBe('22:00–06:00 (+1)');
    expect(texts.timesText({ startMinutes: null, endMinutes: null, breakMinutes: null })).toBe('all day');
    expect(texts.timesText({ startMinutes: 540, endMinutes: null, breakMinutes: null })).toBe('from 09:00');
  });

  it('is shorter in a narrow bar', () => {
    expect(timesForDetail('full', makeAssignment(), texts)).toBe('08:00–17:00 (30′)');
    expect(timesForDetail('medium', makeAssignment(), texts)).toBe('08:00–17:00');
    expect(timesForDetail('short', makeAssignment(), texts)).toBe('8–17');
    expect(timesForDetail('short', makeAssignment({ startMinutes: 0, endMinutes: 945 }), texts)).toBe('0–15:45');
    expect(timesForDetail('short', makeAssignment({ startMinutes: 1320, endMinutes: 1800 }), texts)).toBe('22–6 (+1)');
    expect(timesForDetail('short', makeAssignment({ startMinutes: -120, endMinutes: 360 }), texts)).toBe('22–6 (+1)');
  });

  it('has an accessible name with everything the appearance shows', () => {
    const a = makeAssignment({ isRejected: true, activities: [{ level: 2, activityId: 'a' }], comments: 'Keys' });
    expect(barAccessibleName(a, { isRecent: true }, texts)).toBe(
      'Rejected, Reception, 08:00–17:00, Tue 10 March, break 30 minutes, Keys, changed in the last 24 hours',
    );
  });

  it('contains short-notice changes and the previous position', () => {
    expect(barAccessibleName(makeAssignment(), { isAtShortNotice: true, isRecent: true }, texts)).toMatch(
      /changed in the last 24 hours, short notice$/,
    );
    expect(formerAccessibleName(makeAssignment(), texts)).toMatch(/^before: .*08:00–17:00/);
    expect(formerAccessibleName(makeAssignment({ deleted: true }), texts)).toMatch(/^taken out of the plan: /);
  });

  it('shows an open end', () => {
    expect(barAccessibleName(makeAssignment({ until: null }), {}, texts)).toContain('open-ended');
  });
});

describe('a difference between two versions', () => {
  it('reads as field, before and after', () => {
    expect(texts.changeTexts({ field: 'endMinutes', before: 1020, after: 900 })).toEqual({
      field: 'End',
      before: '17:00',
      after: '15:00',
    });
    expect(texts.changeTexts({ field: 'until', before: '2026-03-10', after: null }).after).toBe('open-ended');
    expect(texts.changeTexts({ field: 'personId', before: null, after: 7 })).toMatchObject({
      before: 'Unassigned',
      after: '#7',
    });
    expect(texts.changeTexts({ field: 'isRejected', before: false, after: true })).toMatchObject({
      before: 'no',
      after: 'yes',
    });
  });
});
