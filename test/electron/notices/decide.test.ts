import { describe, expect, it } from 'vitest';
import { decide, decideWithheld, INITIAL_NOTICE_STATE, type NoticeState } from '../../../electron/notices/decide.ts';
import type { NotifiableEvent, PendingRejection } from '../../../electron/notices/notifiable-event.ts';
import {
  isSilent,
  type NotificationContext,
  reasonForOther,
  reasonForRejection,
  withheldReason,
} from '../../../electron/notices/notification-reason.ts';
import { mergeSettings, type SettingsChange, settings } from '../../../shared/settings.ts';

const shift = {
  assignmentId: 1,
  personId: 7,
  from: '2026-03-10',
  startMinutes: 14 * 60,
  endMinutes: 22 * 60,
  activityIds: ['care', 'desk'],
};
const rejection = (rejectionId = 1, rest: Partial<PendingRejection> = {}): PendingRejection => ({
  rejectionId,
  shift: { ...shift, assignmentId: rejectionId },
  isOver: false,
  withheld: null,
  ...rest,
});
const rejected = (rejectionId = 1, rest: Partial<PendingRejection> = {}): NotifiableEvent => ({
  kind: 'rejected',
  ...rejection(rejectionId, rest),
});
const withdrawn: NotifiableEvent = { kind: 'withdrawn', shift, wasNotified: true };
const problem = { kind: 'problem', problem: { code: 'wrong-credentials' } } as const;

/** Clock time in March 2026, e.g. `09T12:00`; 9 March is a Monday. */
const at = (local: string) => Date.parse(`2026-03-${local}:00+01:00`);
const moment = (
  local = '09T12:00',
  change: SettingsChange['notifications'] = {},
  rest: Partial<NotificationContext> = {},
): NotificationContext => ({
  atMs: at(local),
  preferences: mergeSettings(settings.parse({}), { notifications: change }).notifications,
  viewedAssignments: new Set(),
  canShow: true,
  isSettingUp: false,
  ...rest,
});
const NIGHTS = { quietHours: { on: true, days: [0, 1, 2, 3, 4], fromMinutes: 18 * 60, untilMinutes: 7 * 60 } };
const NOTHING = { canShow: false };
const MUTED = { mutedUntilMs: at('09T13:00') };

describe('the decision to notify of a rejection', () => {
  const soon = rejection(1, { shift: { ...shift, startMinutes: 8 * 60 } });
  const table: [string, PendingRejection, NotificationContext, string][] = [
    ['by day', rejection(), moment(), 'at-once'],
    ['switched off', rejection(), moment('09T12:00', { rejected: false }), 'off'],
    ['muted', rejection(), moment('09T12:00', MUTED), 'muted'],
    ['at the end of a mute', rejection(), moment('09T13:00', MUTED), 'at-once'],
    ['by night', rejection(), moment('09T22:00', NIGHTS), 'quiet-hours'],
    ['on a night without quiet hours', rejection(), moment('14T22:00', NIGHTS), 'at-once'],
    ['by night, of a shift that starts soon', soon, moment('09T22:00', NIGHTS), 'urgent'],
    [
      'the same, when no shift breaks through',
      soon,
      moment('09T22:00', { ...NIGHTS, breakThroughHours: 0 }),
      'quiet-hours',
    ],
    ['by night, of a shift long past', soon, moment('12T22:00', NIGHTS), 'quiet-hours'],
    [
      'muted by night, of a shift that starts soon',
      soon,
      moment('09T22:00', { ...NIGHTS, mutedUntilMs: at('10T06:00') }),
      'muted',
    ],
    ['of a chosen person', rejection(), moment('09T12:00', { onlyPeople: [7] }), 'at-once'],
    ['of another person', rejection(), moment('09T12:00', { onlyPeople: [8] }), 'not-chosen'],
    [
      'of another person, and a chosen activity',
      rejection(),
      moment('09T12:00', { onlyPeople: [8], onlyActivities: ['desk'] }),
      'at-once',
    ],
    ['of a chosen activity at a wider level', rejection(), moment('09T12:00', { onlyActivities: ['care'] }), 'at-once'],
    [
      'open in front of the planner',
      rejection(),
      moment('09T12:00', {}, { viewedAssignments: new Set([1]) }),
      'in-view',
    ],
    ['without a display', rejection(), moment('09T12:00', {}, NOTHING), 'no-page'],
    ['the same by night', rejection(), moment('09T22:00', NIGHTS, NOTHING), 'quiet-hours'],
    ['the same by night, of a shift that starts soon', soon, moment('09T22:00', NIGHTS, NOTHING), 'no-page'],
    ['switched off, without a display', rejection(), moment('09T12:00', { rejected: false }, NOTHING), 'off'],
    ['while another is open', rejection(), moment('09T12:00', {}, { viewedAssignments: new Set([2]) }), 'at-once'],
    ['over before it could be notified', rejection(1, { isOver: true }), moment(), 'over'],
    ['while setting up', rejection(), moment('09T12:00', {}, { isSettingUp: true }), 'at-once'],
  ];
  it.each(table)('%s', (_, news, when, why) => expect(reasonForRejection(news, when)).toBe(why));
});

describe('the decision to notify of anything else', () => {
  type Other = Parameters<typeof reasonForOther>[0];
  const search: Other = { kind: 'saved-search', searchId: 1, name: 'night shifts', changes: 2 };
  const over: Other = { kind: 'problem-over' };
  const table: [string, Other, NotificationContext, string][] = [
    ['a withdrawal', withdrawn, moment(), 'withdrawn'],
    ['a withdrawal of a rejection that was not notified', { ...withdrawn, wasNotified: false }, moment(), 'over'],
    ['a withdrawal, switched off', withdrawn, moment('09T12:00', { withdrawn: false }), 'off'],
    ['a withdrawal by night', withdrawn, moment('09T22:00', NIGHTS), 'quiet-hours'],
    [
      'a withdrawal open in front of the planner',
      withdrawn,
      moment('09T12:00', {}, { viewedAssignments: new Set([1]) }),
      'in-view',
    ],
    ['a saved search', search, moment(), 'search'],
    ['a saved search while muted', search, moment('09T12:00', MUTED), 'muted'],
    ['a problem', problem, moment(), 'trouble'],
    ['a problem, switched off', problem, moment('09T12:00', { connection: false }), 'off'],
    ['a problem while muted', problem, moment('09T12:00', MUTED), 'muted'],
    ['a problem by night', problem, moment('09T22:00', NIGHTS), 'trouble'],
    ['a problem during set-up', problem, moment('09T12:00', {}, { isSettingUp: true }), 'setting-up'],
    ['the end of a problem', over, moment(), 'trouble-over'],
    ['a doubt by night', { kind: 'doubt', reason: 'waiting', count: 1 }, moment('09T22:00', NIGHTS), 'trouble'],
    ['the end of a doubt', { kind: 'doubt-over' }, moment(), 'trouble-over'],
    ['a withdrawal without a display', withdrawn, moment('09T12:00', {}, NOTHING), 'no-page'],
    ['a saved search without a display', search, moment('09T12:00', {}, NOTHING), 'no-page'],
    ['a problem by night without a display', problem, moment('09T22:00', NIGHTS, NOTHING), 'no-page'],
  ];
  it.each(table)('%s', (_, news, when, why) => expect(reasonForOther(news, when)).toBe(why));
});

it('gives mute precedence over quiet hours, and quiet hours over a missing display; none applies at a normal time', () => {
  const both = { ...NIGHTS, mutedUntilMs: at('09T23:00') };
  const moments = [
    moment('09T22:00', both, NOTHING),
    moment('09T22:00', NIGHTS, NOTHING),
    moment('09T12:00', {}, NOTHING),
    moment(),
  ];
  expect(moments.map(withheldReason)).toEqual(['muted', 'quiet-hours', 'no-page', undefined]);
});

it('is silent when sound is off, and for problems during quiet hours', () => {
  expect([
    isSilent('at-once', moment()),
    isSilent('at-once', moment('09T12:00', { sound: false })),
    isSilent('trouble', moment('09T22:00', NIGHTS)),
    isSilent('urgent', moment('09T22:00', NIGHTS)),
  ]).toEqual([false, true, true, false]);
});

/** Makes decisions one after another, each with the state after the previous one. */
const startDecisions = (before: NoticeState = INITIAL_NOTICE_STATE) => {
  let spoken = before;
  return {
    decideNext: (news: readonly NotifiableEvent[], when: NotificationContext) => {
      const decision = decide(spoken, news, when);
      spoken = decision.after;
      return decision;
    },
    recheck: (kept: readonly PendingRejection[], when: NotificationContext) => {
      const decision = decideWithheld(spoken, kept, when);
      spoken = decision.after;
      return decision;
    },
  };
};
const kinds = ({ notices }: ReturnType<typeof decide>) => notices.map(({ notice }) => notice.kind);

it('shows three single notifications; from the fourth within 5 s one summary', () => {
  const { decideNext } = startDecisions();
  const later = (ms: number): NotificationContext => ({ ...moment(), atMs: at('09T12:00') + ms });
  expect(kinds(decideNext([rejected(1)], later(0)))).toEqual(['rejected']);
  expect(kinds(decideNext([rejected(2), withdrawn], later(1000)))).toEqual(['rejected', 'withdrawn']);
  const fourth = decideNext([rejected(3)], later(2000));
  // It counts all of them, and reports those that no earlier notice reported.
  expect(fourth.notices).toEqual([
    {
      notice: { kind: 'summary', rejected: 3, withdrawn: 1 },
      why: 'together',
      rejectionIds: [3],
      withdrawn: 0,
      changes: 0,
    },
  ]);
  expect(fourth.rejectionReasons).toEqual([]);
  expect(decideNext([rejected(4), rejected(5)], later(4000)).notices[0]?.notice).toEqual({
    kind: 'summary',
    rejected: 5,
    withdrawn: 1,
  });
  expect(kinds(decideNext([rejected(6)], later(9500)))).toEqual(['rejected']);
});

it('counts in a summary only rejections that would have been notified', () => {
  const only = moment('09T12:00', { onlyPeople: [7] });
  const others = [1, 2, 3, 4, 5].map((id) => rejected(id, { shift: { ...shift, personId: 8 } }));
  const { notices, rejectionReasons } = startDecisions().decideNext([...others, rejected(6)], only);
  expect(notices.map(({ notice, rejectionIds }) => [notice.kind, rejectionIds])).toEqual([['rejected', [6]]]);
  expect(rejectionReasons.map(({ why }) => why)).toEqual(others.map(() => 'not-chosen'));
});

it('shows one summary for a sync, and none for an initial sync without rejections', () => {
  const { decideNext } = startDecisions();
  const found = (changes: number, list: PendingRejection[], isInitial = false): NotifiableEvent => ({
    kind: 'caught-up',
    changes,
    rejected: list,
    isInitial,
  });
  expect(decideNext([found(40, [], true)], moment()).notices).toEqual([]);
  expect(decideNext([found(0, [])], moment()).notices).toEqual([]);
  expect(decideNext([found(40, [rejection(1)], true)], moment()).notices).toMatchObject([
    { notice: { kind: 'summary', rejected: 1, withdrawn: 0 }, why: 'caught-up', rejectionIds: [1], changes: 0 },
  ]);
  const { notices, rejectionReasons } = decideNext(
    [found(12, [rejection(2), rejection(3, { isOver: true })])],
    moment(),
  );
  expect(notices).toMatchObject([
    { notice: { kind: 'caught-up', changes: 12, rejected: 1 }, why: 'caught-up', rejectionIds: [2], changes: 11 },
  ]);
  expect(rejectionReasons.map(({ why }) => why)).toEqual(['over']);
});

describe('a withheld notification', () => {
  const night = moment('09T22:00', NIGHTS);
  const morning = moment('10T07:00', NIGHTS);
  const kept = (ids: number[]) => ids.map((id) => rejection(id, { withheld: 'quiet-hours' }));

  it('is shown in one summary with others when quiet hours end', () => {
    const { decideNext, recheck } = startDecisions();
    expect(decideNext([rejected(1), rejected(2), withdrawn], night).notices).toEqual([]);
    const caughtUp: NotifiableEvent = { kind: 'caught-up', changes: 5, rejected: [rejection(3)], isInitial: false };
    expect(decideNext([caughtUp], night)).toMatchObject({
      notices: [],
      rejectionReasons: [{ rejectionId: 3, why: 'quiet-hours' }],
      notNotified: [{ why: 'quiet-hours' }],
    });
    expect(recheck(kept([1, 2, 3]), night).notices).toEqual([]);
    const { notices, rejectionReasons } = recheck(kept([1, 2, 3]), morning);
    expect(notices).toEqual([
      {
        notice: { kind: 'withheld', rejected: 3, withdrawn: 1, changes: 4, why: 'quiet-hours' },
        why: 'afterwards',
        rejectionIds: [1, 2, 3],
        withdrawn: 1,
        changes: 4,
      },
    ]);
    expect(rejectionReasons).toEqual([]);
    expect(recheck([], morning).notices).toEqual([]);
  });

  it('is shown unchanged instead of as a summary when it is the only one', () =>
    expect(kinds(startDecisions().recheck(kept([1]), morning))).toEqual(['rejected']));

  it('is shown earlier when its shift is near', () => {
    const { notices, rejectionReasons } = startDecisions().recheck(kept([1]), moment('10T02:30', NIGHTS));
    expect(notices).toMatchObject([{ why: 'urgent', rejectionIds: [1] }]);
    expect(rejectionReasons).toEqual([]);
  });

  it('is dropped when the rejection was withdrawn', () => {
    const { notices, rejectionReasons } = startDecisions().recheck(
      [rejection(1, { withheld: 'muted', isOver: true })],
      morning,
    );
    expect([notices, rejectionReasons]).toEqual([[], [{ rejectionId: 1, why: 'over' }]]);
  });

  it('stays withheld after quiet hours until it can be shown', () => {
    const { decideNext, recheck } = startDecisions();
    decideNext([withdrawn], night);
    const before = recheck(kept([1, 2]), moment('10T07:00', NIGHTS, NOTHING));
    expect([before.notices, before.rejectionReasons.map(({ why }) => why)]).toEqual([[], ['no-page', 'no-page']]);
    const { notices } = recheck(
      [1, 2].map((id) => rejection(id, { withheld: 'no-page' })),
      morning,
    );
    expect(notices).toMatchObject([
      { notice: { kind: 'withheld', rejected: 2, withdrawn: 1, why: 'no-page' }, why: 'page-opened' },
    ]);
  });
});
