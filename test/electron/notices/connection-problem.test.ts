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
  const said: string[] = [];
  const hear = (state: 'live' | 'problem' | 'unsubscribed', code?: ProblemCode) => {
    const moment: NotificationContext = {
      atMs,
      preferences: mergeSettings(settings.parse({}), { notifications: change }).notifications,
      inView: new Set(),
      canShow,
      isSettingUp: false,
    };
    const decision = decideConnectionNotice(trouble, { state, problem: code ? { code } : null }, moment);
    trouble = { ...decision.after };
    if (decision.event) said.push(decision.event.kind);
    return decision;
  };
  return {
    said,
    problem: (code: ProblemCode) => hear('problem', code),
    live: () => hear('live'),
    unsubscribed: () => hear('unsubscribed'),
    after: (ms: number) => {
      atMs += ms;
    },
    /** Whether something is there to show it. */
    show: (can: boolean) => {
      canShow = can;
    },
    want: (next: SettingsChange['notifications']) => {
      change = next;
    },
  };
};

it('notifies at once, and once, of a problem only the planner can solve', () => {
  const { said, problem, live } = start();
  problem('wrong-credentials');
  problem('wrong-credentials');
  live();
  live();
  expect(said).toEqual(['problem', 'problem-over']);
});

it('does not notify of a problem that ends within ten minutes', () => {
  const { said, problem, live, after } = start();
  problem('unreachable');
  after(9 * 60_000);
  problem('tunnel-failed');
  live();
  problem('unreachable');
  after(9 * 60_000);
  problem('unreachable');
  expect(said).toEqual([]);
  after(60_000);
  problem('unreachable');
  expect(said).toEqual(['problem']);
});

it('after mute, notifies of a problem that still exists', () => {
  const { said, problem, live, want } = start();
  want({ mutedUntilMs: 1 });
  problem('wrong-credentials');
  expect(said).toEqual([]);
  want({});
  problem('wrong-credentials');
  expect(said).toEqual(['problem']);
  want({ mutedUntilMs: 1 });
  live();
  want({});
  live();
  expect(said).toEqual(['problem', 'problem-over']);
});

it('after a restart notifies only of the end of the problem', () => {
  const { said, problem, live } = start('wrong-credentials');
  problem('wrong-credentials');
  live();
  expect(said).toEqual(['problem-over']);
});

it('does not notify of the end after an unsubscribe or when problem notifications are off', () => {
  const { said, problem, live, unsubscribed, want } = start();
  problem('wrong-credentials');
  unsubscribed();
  live();
  problem('wrong-credentials');
  want({ connection: false });
  live();
  expect(said).toEqual(['problem', 'problem']);
});

it('waits for a display and records that; a problem that ended by then is not notified', () => {
  const { said, problem, live, show } = start();
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
  expect(said).toEqual(['problem', 'problem-over']);
});
