import { expect, it } from 'vitest';
import { gather, isSilent, NO_BURST, noticeWanted } from '../../../electron/timeline/notices.ts';
import type { Notice } from '../../../shared/notice.ts';
import { isQuiet } from '../../../shared/quiet-hours.ts';
import { mergeSettings, type SettingsChange, settings } from '../../../shared/settings.ts';

const shift = {
  assignmentId: 1,
  personId: 7,
  from: '2026-03-10',
  startMinutes: null,
  endMinutes: null,
  activityId: null,
};
const rejected: Notice = { kind: 'rejected', rejectionId: 1, shift };
const notifications = (change: SettingsChange['notifications']) =>
  mergeSettings(settings.parse({}), { notifications: change }).notifications;
const withdrawn: Notice = { kind: 'withdrawn', shift };

it('says three one by one, and from the fourth on one summary that counts them all', () => {
  let burst = NO_BURST;
  const say = (notices: Notice[], atMs: number) => {
    const gathered = gather(burst, notices, atMs);
    burst = gathered.burst;
    return gathered.say;
  };
  expect(say([rejected], 0)).toEqual([rejected]);
  expect(say([rejected, withdrawn], 1000)).toEqual([rejected, withdrawn]);
  expect(say([rejected], 2000)).toEqual([{ kind: 'summary', rejected: 3, withdrawn: 1 }]);
  expect(say([{ kind: 'test' }], 2500)).toEqual([{ kind: 'test' }]);
  expect(say([rejected, rejected], 4000)).toEqual([{ kind: 'summary', rejected: 5, withdrawn: 1 }]);
  expect(say([rejected], 9500)).toEqual([rejected]);
});

it('keeps to what the planner wants to hear of', () => {
  const wanted = notifications({
    rejected: false,
    withdrawn: true,
    connection: false,
    showNames: true,
    mutedUntilMs: 5000,
  });
  const problem: Notice = { kind: 'problem', problem: { code: 'disk-full' } };
  const summary: Notice = { kind: 'summary', rejected: 2, withdrawn: 0 };
  const heard = (atMs: number) =>
    [rejected, withdrawn, problem, summary, { kind: 'test' } as const].filter((n) => noticeWanted(n, wanted, atMs));
  expect(heard(6000).map(({ kind }) => kind)).toEqual(['withdrawn', 'test']);
  expect(heard(4000).map(({ kind }) => kind)).toEqual(['test']);
});

const NIGHTS = { on: true, days: [0, 1, 2, 3, 4], fromMinutes: 18 * 60, untilMinutes: 7 * 60 };
const at = (local: string) => Date.parse(`${local}+01:00`);

it('is quiet from the evening of a chosen weekday until the morning after, whatever day that is', () => {
  const quiet = settings.parse({ notifications: { quietHours: NIGHTS } }).notifications.quietHours;
  // 9 March 2026 is a Monday, 13 a Friday.
  const moments = [
    '09T17:59',
    '09T18:00',
    '10T06:59',
    '10T07:00',
    '13T23:00',
    '14T06:59',
    '14T18:00',
    '15T03:00',
    '16T03:00',
  ];
  expect(moments.filter((m) => isQuiet(quiet, at(`2026-03-${m}:00`)))).toEqual([
    '09T18:00',
    '10T06:59',
    '13T23:00',
    '14T06:59',
  ]);
  const lunch = { ...quiet, fromMinutes: 720, untilMinutes: 780 };
  expect(['09T11:59', '09T12:00', '09T13:00', '14T12:30'].filter((m) => isQuiet(lunch, at(`2026-03-${m}:00`)))).toEqual(
    ['09T12:00'],
  );
  expect(isQuiet({ ...quiet, on: false }, at('2026-03-09T20:00:00'))).toBe(false);
});

it('lets through, in quiet hours, only rejections of shifts that start soon, and trouble without a sound', () => {
  const wanted = notifications({ quietHours: NIGHTS, breakThroughHours: 12 });
  const night = at('2026-03-09T22:00:00');
  const soon: Notice = { ...rejected, shift: { ...shift, startMinutes: 8 * 60 } };
  const later: Notice = { ...rejected, shift: { ...shift, startMinutes: 14 * 60 } };
  const caughtUp = (n: number): Notice => ({ kind: 'caught-up', changes: 5, rejected: n });
  const problem: Notice = { kind: 'problem', problem: { code: 'wrong-credentials' } };
  expect(
    [soon, later, withdrawn, caughtUp(0), caughtUp(1), problem].map((n) => noticeWanted(n, wanted, night)),
  ).toEqual([true, false, false, false, true, true]);
  expect([isSilent(soon, wanted, night), isSilent(problem, wanted, night)]).toEqual([false, true]);
  expect(noticeWanted(soon, notifications({ quietHours: NIGHTS, breakThroughHours: 0 }), night)).toBe(false);
  expect(noticeWanted(later, wanted, at('2026-03-10T09:00:00'))).toBe(true);
});

it('tells only of the chosen people or activities, and of everyone when none is chosen', () => {
  const noon = at('2026-03-09T12:00:00');
  const heard = (change: SettingsChange['notifications']) =>
    noticeWanted({ ...rejected, shift: { ...shift, activityId: 'desk' } }, notifications(change), noon);
  expect(heard({})).toBe(true);
  expect(heard({ onlyPeople: [7] })).toBe(true);
  expect(heard({ onlyPeople: [8] })).toBe(false);
  expect(heard({ onlyPeople: [8], onlyActivities: ['desk'] })).toBe(true);
});

it('makes no sound when the planner wants none', () => {
  const noon = at('2026-03-09T12:00:00');
  expect([true, false].map((sound) => isSilent(rejected, notifications({ sound }), noon))).toEqual([false, true]);
});
