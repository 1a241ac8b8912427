import { describe, expect, it } from 'vitest';
import { createTexts } from '../../../../renderer/store/texts.ts';
import { barSentence, ghostSentence, timesAt, whatOf } from '../../../../renderer/timeline/rows/bar-text.ts';
import { anAssignment } from '../../../fakes/assignment.ts';

const activities = new Map([['a', { id: 'a', level: 2, name: 'Reception', translations: { 'fr-BE': 'Accueil' } }]]);
const texts = createTexts('en', { people: new Map(), activities });

describe('the words of a bar', () => {
  it('name the most specific activity, else the comment, else say that it is an assignment', () => {
    const of = (different: Parameters<typeof anAssignment>[0]) => whatOf(anAssignment(different), texts);
    expect(of({ activities: [{ level: 2, activityId: 'a' }] })).toBe('Reception');
    expect(of({ comments: ' Stand-by ' })).toBe('Stand-by');
    expect(of({})).toBe('Assignment');
  });

  it('give times with the break, over midnight, and without any', () => {
    expect(texts.times({ startMinutes: 480, endMinutes: 1020, breakMinutes: 30 })).toBe('08:00–17:00 (30′)');
    expect(texts.times({ startMinutes: 1320, endMinutes: 1800, breakMinutes: null })).toBe('22:00–06:00 (+1)');
    expect(texts.times({ startMinutes: null, endMinutes: null, breakMinutes: null })).toBe('all day');
    expect(texts.times({ startMinutes: 540, endMinutes: null, breakMinutes: null })).toBe('from 09:00');
  });

  it('shrink where there is little room', () => {
    expect(timesAt('full', anAssignment(), texts)).toBe('08:00–17:00 (30′)');
    expect(timesAt('medium', anAssignment(), texts)).toBe('08:00–17:00');
    expect(timesAt('short', anAssignment(), texts)).toBe('8–17');
    expect(timesAt('short', anAssignment({ startMinutes: 0, endMinutes: 945 }), texts)).toBe('0–15:45');
    expect(timesAt('short', anAssignment({ startMinutes: 1320, endMinutes: 1800 }), texts)).toBe('22–6 (+1)');
    expect(timesAt('short', anAssignment({ startMinutes: -120, endMinutes: 360 }), texts)).toBe('22–6 (+1)');
  });

  it('say aloud everything the looks say', () => {
    const a = anAssignment({ isRejected: true, activities: [{ level: 2, activityId: 'a' }], comments: 'Keys' });
    expect(barSentence(a, { isRecent: true }, texts)).toBe(
      'Rejected, Reception, 08:00–17:00, Tue 10 March, break 30 minutes, Keys, changed in the last 24 hours',
    );
  });

  it('tell what changed shortly before it starts, and where something was before', () => {
    expect(barSentence(anAssignment(), { isShort: true, isRecent: true }, texts)).toMatch(
      /changed in the last 24 hours, short notice$/,
    );
    expect(ghostSentence(anAssignment(), texts)).toMatch(/^before: .*08:00–17:00/);
    expect(ghostSentence(anAssignment({ deleted: true }), texts)).toMatch(/^taken out of the plan: /);
  });

  it('tell an open end', () => {
    expect(barSentence(anAssignment({ until: null }), {}, texts)).toContain('open-ended');
  });
});

describe('a difference between two versions', () => {
  it('reads as field, before and after', () => {
    expect(texts.change({ field: 'endMinutes', before: 1020, after: 900 })).toEqual({
      field: 'End',
      before: '17:00',
      after: '15:00',
    });
    expect(texts.change({ field: 'until', before: '2026-03-10', after: null }).after).toBe('open-ended');
    expect(texts.change({ field: 'personId', before: null, after: 7 })).toMatchObject({
      before: 'Nobody yet',
      after: '#7',
    });
    expect(texts.change({ field: 'isRejected', before: false, after: true })).toMatchObject({
      before: 'no',
      after: 'yes',
    });
  });
});
