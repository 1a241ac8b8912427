import { expect, it } from 'vitest';
import {
  decideConnectionNotice,
  NO_CONNECTION_PROBLEM,
  type NotifiedCode,
} from '../../../electron/notices/connection-problem.ts';
import type { NotificationContext } from '../../../electron/notices/notification-reason.ts';
import type { ProblemCode } from '../../../shared/problems.ts';
import { mergeSettings, type SettingsChange, settings } from '../../../shared/settings.ts';
import type { Doubt } from '../../../shared/unapplied.ts';

const DOUBT: Doubt = { reason: 'not-arrived', sinceMs: 0, count: 1, details: {} };

const start = (notifiedCode: NotifiedCode | null = null) => {
  let trouble = { ...NO_CONNECTION_PROBLEM, notifiedCode };
  let atMs = 0;
  let change: SettingsChange['notifications'] = {};
  let canShow = true;
  const notified: string[] = [];
  const changeStatus = (
    state: 'live' | 'late' | 'problem' | 'unsubscribed',
    code?: ProblemCode,
    doubt: Doubt | null = null,
  ) => {
    const moment: NotificationContext = {
      atMs,
      preferences: mergeSettings(settings.parse({}), { notifications: change }).notifications,
      viewedAssignments: new Set(),
      canShow,
      isSettingUp: false,
    };
    const decision = decideConnectionNotice(trouble, { state, problem: code ? { code } : null, doubt }, moment);
    trouble = { ...decision.after };
    if (decision.event) notified.push(decision.event.kind);
    return decision;
  };
  return {
    notified,
    problem: (code: ProblemCode) => changeStatus('problem', code),
    live: () => changeStatus('live'),
    doubt: () => changeStatus('late', undefined, DOUBT),
    late: () => changeStatus('late'),
    unsubscribed: () => changeStatus('unsubscribed'),
    after: (ms: number) => {
      atMs += ms;
    },
    /** Whether a display is ready. */
    show: (can: boolean) => {
      canShow = can;
    },
    setPreferences: (next: SettingsChange['notifications']) => {
      change = next;
    },
  };
};

it('notifies at once, and once, of a problem only the planner can solve', () => {
  const { notified, problem, live } = start();
  problem('wrong-credentials');
  problem('wrong-credentials');
  live();
  live();
  expect(notified).toEqual(['problem', 'problem-over']);
});

it('does not notify of a problem that ends within ten minutes', () => {
  const { notified, problem, live, after } = start();
  problem('unreachable');
  after(9 * 60_000);
  problem('tunnel-failed');
  live();
  problem('unreachable');
  after(9 * 60_000);
  problem('unreachable');
  expect(notified).toEqual([]);
  after(60_000);
  problem('unreachable');
  expect(notified).toEqual(['problem']);
});

it('after mute, notifies of a problem that still exists', () => {
  const { notified, problem, live, setPreferences } = start();
  setPreferences({ mutedUntilMs: 1 });
  problem('wrong-credentials');
  expect(notified).toEqual([]);
  setPreferences({});
  problem('wrong-credentials');
  expect(notified).toEqual(['problem']);
  setPreferences({ mutedUntilMs: 1 });
  live();
  setPreferences({});
  live();
  expect(notified).toEqual(['problem', 'problem-over']);
});

it('after a restart notifies only of the end of the problem', () => {
  const { notified, problem, live } = start('wrong-credentials');
  problem('wrong-credentials');
  live();
  expect(notified).toEqual(['problem-over']);
});

it('does not notify of the end after an unsubscribe or when problem notifications are off', () => {
  const { notified, problem, live, unsubscribed, setPreferences } = start();
  problem('wrong-credentials');
  unsubscribed();
  live();
  problem('wrong-credentials');
  setPreferences({ connection: false });
  live();
  expect(notified).toEqual(['problem', 'problem']);
});

it('waits for a display and records that; a problem that ended by then is not notified', () => {
  const { notified, problem, live, show } = start();
  show(false);
  const withheld = { event: { kind: 'problem', problem: { code: 'wrong-credentials' } }, why: 'no-page' };
  expect(problem('wrong-credentials').withheld).toEqual(withheld);
  live();
  expect(problem('wrong-credentials').withheld).toEqual(withheld);
  show(true);
  problem('wrong-credentials');
  show(false);
  expect(live().withheld).toMatchObject({ event: { kind: 'problem-over' }, why: 'no-page' });
  show(true);
  live();
  expect(notified).toEqual(['problem', 'problem-over']);
});

it('notifies once of a doubt that lasts ten minutes, and once of its end', () => {
  const { notified, doubt, live, after } = start();
  doubt();
  after(10 * 60_000 - 1);
  expect(doubt().event).toBeUndefined();
  after(1);
  expect(doubt().event).toEqual({ kind: 'doubt', reason: 'not-arrived', count: 1 });
  after(60 * 60_000);
  doubt();
  live();
  live();
  expect(notified).toEqual(['doubt', 'doubt-over']);
});

it('does not notify of a doubt that ends within ten minutes, however long the problem before it was', () => {
  const { notified, problem, doubt, live, late, after } = start();
  problem('unreachable');
  after(10 * 60_000);
  problem('unreachable');
  doubt();
  after(9 * 60_000);
  doubt();
  late();
  after(60_000);
  doubt();
  after(9 * 60_000);
  doubt();
  live();
  expect(notified).toEqual(['problem', 'problem-over']);
});

it('after a restart does not repeat a doubt, and notifies of its end', () => {
  const { notified, doubt, live, after } = start('doubt');
  doubt();
  after(20 * 60_000);
  doubt();
  live();
  expect(notified).toEqual(['doubt-over']);
});

it('notifies of a doubt when a mute has ended', () => {
  const { notified, doubt, after, setPreferences } = start();
  setPreferences({ mutedUntilMs: 60 * 60_000 });
  doubt();
  after(10 * 60_000);
  expect(doubt().withheld).toMatchObject({ event: { kind: 'doubt' }, why: 'muted' });
  setPreferences({});
  doubt();
  expect(notified).toEqual(['doubt']);
});
