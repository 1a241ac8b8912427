import { expect, it } from 'vitest';
import { decideConnectionNotice, NO_CONNECTION_PROBLEM } from '../../../electron/notices/connection-problem.ts';
import type { NotificationContext } from '../../../electron/notices/notification-reason.ts';
import type { ProblemCode } from '../../../shared/problems.ts';
import { mergeSettings, type SettingsChange, settings } from '../../../shared/settings.ts';

const start = (notifiedCode: ProblemCode | null = null) => {
  let trouble = { ...NO_CONNECTION_PROBLEM, notifiedCode };
  let atMs = 0;
  let change: SettingsChange['notifications'] = {};
  let canShow = true;
  const notified: string[] = [];
  const changeStatus = (state: 'live' | 'problem' | 'unsubscribed', code?: ProblemCode) => {
    const moment: NotificationContext = {
      atMs,
      preferences: mergeSettings(settings.parse({}), { notifications: change }).notifications,
      viewedAssignments: new Set(),
      canShow,
      isSettingUp: false,
    };
    const decision = decideConnectionNotice(trouble, { state, problem: code ? { code } : null }, moment);
    trouble = { ...decision.after };
    if (decision.event) notified.push(decision.event.kind);
    return decision;
  };
  return {
    notified,
    problem: (code: ProblemCode) => changeStatus('problem', code),
    live: () => changeStatus('live'),
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
