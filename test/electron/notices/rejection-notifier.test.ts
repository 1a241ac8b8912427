import { expect, it } from 'vitest';
import { createWriter } from '../../../electron/database/writer.ts';
import { changesRejection, type EventEffect, type SyncFindings } from '../../../electron/ingest/apply.ts';
import type { PlanEvent } from '../../../electron/listeners.ts';
import { createDisplays, type Display } from '../../../electron/notices/displays.ts';
import { createNotices } from '../../../electron/notices/notices.ts';
import { createRejectionNotifier } from '../../../electron/notices/rejection-notifier.ts';
import type { Place, PlannerNotification } from '../../../shared/notice.ts';
import { mergeSettings, type SettingsChange, settings } from '../../../shared/settings.ts';
import { listed, pushed, remove, startCore, upsert } from '../ingest/core.ts';

const foundBySync = (applied: readonly EventEffect[]): SyncFindings => ({
  changeCount: applied.length,
  ofRejections: applied.filter(changesRejection),
});

/** Stored state that survives a restart, kept in memory. */
const createPersisted = () => {
  const slot = () => {
    let value: unknown = null;
    return {
      get: () => value,
      set: (next: unknown) => {
        value = next;
      },
    };
  };
  return { notifiedProblem: slot(), withheld: slot() };
};

/** A notifier with one display, which shows each notice at once unless `hold` was called. */
const start = (
  core = startCore(),
  change: SettingsChange['notifications'] = {},
  persisted = createPersisted(),
  { isOpen = true } = {},
) => {
  let current = mergeSettings(settings.parse({}), { notifications: change });
  const notified: PlannerNotification[] = [];
  const events: PlanEvent[] = [];
  const counts: number[] = [];
  const now = () => 1000;
  const displays = createDisplays({ onReady: () => {}, now });
  let answer = (): Place | null | Promise<Place | null> => 'browser';
  const display: Display = {
    show: async (notification) => {
      notified.push(notification);
      return answer();
    },
  };
  const open = (on: boolean) => displays.set(display, on ? 'visible' : null);
  open(isOpen);
  const notices = createNotices({
    settings: { current: () => current },
    names: core.names,
    wasSubscriptionRequested: () => true,
    viewedAssignments: () => new Set(),
    displays,
    language: () => 'en',
    push: () => {},
    persisted,
    now,
  });
  const notifier = createRejectionNotifier({
    rejections: core.rejections,
    writer: createWriter(core.db),
    notices,
    onPlanEvent: (event) => events.push(event),
    onRejectionsChanged: () => counts.push(core.rejections.openCount()),
    now,
  });
  const setPreferences = (next: SettingsChange['notifications']) => {
    current = mergeSettings(settings.parse({}), { notifications: next });
  };
  /** From now on the display waits: the returned function decides where a notice was shown; null: nowhere. */
  const hold = () => {
    const { promise, resolve } = Promise.withResolvers<Place | null>();
    answer = () => promise;
    return resolve;
  };
  return { core, notifier, notices, display, notified, events, counts, setPreferences, persisted, open, hold };
};
const tags = (notified: readonly PlannerNotification[]) => notified.map(({ tag }) => tag.replace(/-\d+$/, ''));
const shift = (id: number, isRejected = true) => upsert(id, isRejected ? 'A' : 'B', { isRejected });
const whys = ({ rejections }: ReturnType<typeof startCore>) =>
  rejections.list(['open', 'acknowledged', 'withdrawn']).map(({ why }) => why);

it('notifies of rejections and withdrawals, and of no other changes', () => {
  const { core, notifier, notified, events, counts } = start();
  notifier.notify([core.apply(upsert(1, 'A'), pushed())]);
  notifier.notify([core.apply(upsert(1, 'B', { isRejected: true }), pushed())]);
  notifier.notify([core.apply(upsert(1, 'C', { isRejected: false }), pushed())]);
  expect(tags(notified)).toEqual(['rejection', 'withdrawn']);
  expect(events.map(({ event, assignmentId, personId }) => [event, assignmentId, personId])).toEqual([
    ['rejected', 1, 7],
    ['withdrawn', 1, 7],
  ]);
  expect(counts).toEqual([1, 0]);
});

it('updates the count without a notification when a rejected shift is deleted', () => {
  const { core, notifier, notified, counts } = start();
  notifier.notify([core.apply(upsert(1, 'A', { isRejected: true }), pushed())]);
  notifier.notify([core.apply(remove(1, 'B'), pushed())]);
  expect([notified.length, counts]).toEqual([1, [1, 0]]);
});

it('summarises pending rejections once at the next start', async () => {
  const { core } = start();
  for (const id of [1, 2]) core.apply(upsert(id, 'A', { isRejected: true }), pushed());
  const next = start(core);
  next.notifier.notifyFromEarlierRun();
  // Wait until the results are written.
  await expect.poll(() => core.rejections.unnotified()).toEqual([]);
  next.notifier.notifyFromEarlierRun();
  expect(next.notified.map(({ title }) => title)).toEqual(['2 assignments rejected']);
  expect(whys(core)).toEqual(['left-over', 'left-over']);
  expect(next.events).toHaveLength(2);
});

it('repeats a notification that was interrupted by a crash, marked as repeated', () => {
  const { core } = start();
  core.apply(upsert(1, 'A', { isRejected: true }), pushed());
  core.rejections.markNotifying(
    core.rejections.unnotified().map(({ rejection }) => rejection.id),
    500,
  );
  const next = start(core);
  next.notifier.notifyFromEarlierRun();
  expect(next.events).toMatchObject([{ event: 'rejected', assignmentId: 1, again: true }]);
  expect(next.notified.map(({ title }) => title)).toEqual(['1 assignment rejected']);
});

it('shows one summary for a sync, and none for an initial sync without rejections', () => {
  const { core, notifier, notified } = start();
  notifier.notifySyncFindings(foundBySync([core.apply(upsert(1, 'A'), listed())]), true);
  expect(notified).toEqual([]);
  notifier.notifySyncFindings(
    foundBySync([core.apply(upsert(1, 'B', { isRejected: true }), listed()), core.apply(upsert(2, 'A'), listed())]),
    false,
  );
  notifier.notifySyncFindings(foundBySync([]), false);
  expect(notified.map(({ body }) => body)).toEqual(['2 changes · 1 rejection']);
});

it('notifies even when that cannot be stored', () => {
  const { core, notifier, notified } = start();
  const applied = core.apply(upsert(1, 'A', { isRejected: true }), pushed());
  core.db.exec('PRAGMA query_only = ON');
  notifier.notify([applied]);
  expect(notified).toHaveLength(1);
});

it('withholds notifications while muted and shows them once afterwards', async () => {
  const { core, notifier, notified, events, setPreferences } = start(startCore(), { mutedUntilMs: 5000 });
  for (const id of [1, 2, 3]) notifier.notify([core.apply(upsert(id, 'A', { isRejected: true }), pushed())]);
  expect([notified.length, events.length]).toEqual([0, 3]);
  await expect.poll(() => whys(core)).toEqual(['muted', 'muted', 'muted']);
  notifier.notifyWithheld();
  expect(notified).toEqual([]);
  core.apply(upsert(2, 'B', { isRejected: false }), pushed());
  setPreferences({});
  notifier.notifyWithheld();
  notifier.notifyWithheld();
  expect(notified).toMatchObject([{ title: '2 assignments rejected', body: 'While notifications were muted.' }]);
  await expect.poll(() => whys(core).toSorted()).toEqual(['afterwards', 'afterwards', 'over']);
  notifier.notifyWithheld();
  expect([notified.length, events.length]).toEqual([1, 3]);
});

it('shows withheld notifications after a restart, and none twice', async () => {
  const { core, notifier } = start(startCore(), { mutedUntilMs: 5000 });
  notifier.notify([core.apply(upsert(1, 'A', { isRejected: true }), pushed())]);
  await expect.poll(() => whys(core)).toEqual(['muted']);
  const next = start(core);
  next.notifier.notifyFromEarlierRun();
  next.notifier.notifyWithheld();
  expect([tags(next.notified), next.events]).toEqual([['rejection'], []]);
  expect(next.notified[0]?.why).toBe('afterwards');
});

it('does not notify of a withdrawal when the rejection was not notified', () => {
  const { core, notifier, notified, notices } = start(startCore(), { mutedUntilMs: 5000 });
  notifier.notify([core.apply(upsert(1, 'A', { isRejected: true }), pushed())]);
  notifier.notify([core.apply(upsert(1, 'B', { isRejected: false }), pushed())]);
  expect(notified).toEqual([]);
  expect(notices.recent().map(({ notice, why }) => [notice.kind, why])).toContainEqual(['rejected', 'muted']);
});

it('shows withheld withdrawals and changes found by a sync once after a restart', async () => {
  const { core, notifier, setPreferences, persisted } = start();
  for (const id of [1, 2]) notifier.notify([core.apply(upsert(id, 'A', { isRejected: true }), pushed())]);
  await expect.poll(() => core.rejections.unnotified()).toEqual([]);
  setPreferences({ mutedUntilMs: 5000 });
  for (const id of [1, 2]) notifier.notify([core.apply(upsert(id, 'B', { isRejected: false }), pushed())]);
  notifier.notifySyncFindings(foundBySync([core.apply(upsert(3, 'A'), listed())]), false);
  const next = start(core, {}, persisted);
  next.notifier.notifyFromEarlierRun();
  next.notifier.notifyWithheld();
  expect(next.notified.map(({ title, body }) => [title, body])).toEqual([
    ['2 rejections withdrawn · 1 change found', 'While notifications were muted.'],
  ]);
  await expect.poll(() => persisted.withheld.get()).toBeNull();
  const last = start(core, {}, persisted);
  last.notifier.notifyWithheld();
  expect(last.notified).toEqual([]);
});

it('drops pending notifications when the data of the tenant is removed', async () => {
  const { core, notifier, notices, notified, setPreferences, persisted } = start();
  notices.onStatus({ state: 'problem', problem: { code: 'wrong-credentials' } });
  notifier.notify([core.apply(upsert(1, 'A', { isRejected: true }), pushed())]);
  setPreferences({ mutedUntilMs: 5000 });
  notifier.notify([core.apply(upsert(1, 'B', { isRejected: false }), pushed())]);
  await expect.poll(() => persisted.notifiedProblem.get()).toBe('wrong-credentials');
  expect(persisted.withheld.get()).toMatchObject({ withdrawn: 1 });
  notices.reset();
  setPreferences({});
  notifier.notifyWithheld();
  notices.onStatus({ state: 'live', problem: null });
  expect(tags(notified)).toEqual(['connection', 'rejection']);
  expect([persisted.notifiedProblem.get(), persisted.withheld.get(), notices.recent()]).toEqual([null, null, []]);
});

it('records the outcome at once, so that a muted rejection is never pending', async () => {
  const { core, notifier, counts } = start(startCore(), { mutedUntilMs: 5000 });
  notifier.notify([core.apply(upsert(1, 'A', { isRejected: true }), pushed())]);
  expect(counts).toHaveLength(1);
  await expect.poll(() => counts).toHaveLength(2);
  expect(whys(core)).toEqual(['muted']);
});

it('does not notify of duplicates and stale events; the history keeps them', async () => {
  const { core, notifier, notified, notices } = start();
  notifier.notify([core.apply(upsert(1, 'B', { isRejected: true }), pushed())]);
  notifier.notify([core.apply(upsert(1, 'B', { isRejected: true }), pushed())]);
  notifier.notify([core.apply(upsert(1, 'A', { isRejected: true, comments: 'late' }), pushed())]);
  expect([tags(notified), notices.recent().length]).toEqual([['rejection'], 1]);
  const silent = start(core, { rejected: false, withdrawn: false, connection: false });
  silent.notifier.notify([core.apply(upsert(2, 'A', { isRejected: true }), pushed())]);
  silent.notifier.notify([core.apply(upsert(2, 'B', { isRejected: false }), pushed())]);
  expect([silent.notified, core.changes.ofAssignment(2).length]).toEqual([[], 2]);
});

it('records a rejection as notified only when the display confirms it', async () => {
  const { core, notifier, notices, hold } = start();
  const settle = hold();
  notifier.notify([core.apply(shift(1), pushed())]);
  const [rejection] = core.rejections.list(['open']);
  expect(rejection).toMatchObject({ why: null, shown: null });
  expect(notices.recent()).toMatchObject([{ notice: { kind: 'rejected' }, why: 'no-page', shown: null }]);
  settle('system');
  const shown = { atMs: 1000, where: 'system', inSummary: false };
  await expect.poll(() => core.rejections.list(['open'])).toMatchObject([{ why: 'at-once', shown }]);
  expect(notices.recent()).toMatchObject([{ why: 'at-once', shown }]);
});

it('withholds notifications without a display, and shows one summary when there is a display', async () => {
  const { core, notifier, notices, notified, events, open } = start(startCore(), {}, createPersisted(), {
    isOpen: false,
  });
  for (const id of [1, 2, 3]) notifier.notify([core.apply(shift(id), pushed())]);
  await expect.poll(() => whys(core)).toEqual(['no-page', 'no-page', 'no-page']);
  notifier.notify([core.apply(shift(3, false), pushed())]);
  notifier.notifySyncFindings(
    foundBySync([core.apply(upsert(4, 'A'), listed()), core.apply(shift(5), listed())]),
    false,
  );
  await expect.poll(() => whys(core)).toEqual(['no-page', 'no-page', 'no-page', 'no-page']);
  notifier.notifyWithheld();
  expect([notified, events.length]).toEqual([[], 5]);

  open(true);
  notifier.notifyWithheld();
  notifier.notifyWithheld();
  expect(notified).toMatchObject([
    { title: '3 assignments rejected · 1 change found', body: 'While no page was open.' },
  ]);
  await expect.poll(() => whys(core).toSorted()).toEqual(['over', 'page-opened', 'page-opened', 'page-opened']);
  expect(core.rejections.list(['open']).every(({ shown }) => shown?.inSummary)).toBe(true);
  expect(notices.recent().map(({ notice, why, shown }) => [notice.kind, why, shown?.inSummary])).toEqual([
    ['withheld', 'page-opened', false],
    ['caught-up', 'page-opened', true],
    ['withdrawn', 'over', undefined],
    ['rejected', 'over', undefined],
    ['rejected', 'page-opened', true],
    ['rejected', 'page-opened', true],
  ]);
  notifier.notifyWithheld();
  expect([notified.length, events.length]).toEqual([1, 5]);
});

it('withholds a notice when its display fails, and shows it when the display is ready again', async () => {
  const { core, notifier, notified, hold, open } = start();
  hold()(null);
  notifier.notify([core.apply(shift(1), pushed())]);
  await expect.poll(() => whys(core)).toEqual(['no-page']);
  notifier.notifyWithheld();
  expect(notified).toHaveLength(1);
  // The display is ready again.
  hold()('window');
  open(true);
  notifier.notifyWithheld();
  await expect.poll(() => core.rejections.list(['open'])).toMatchObject([{ shown: { where: 'window' } }]);
  expect(notified.map(({ why }) => why)).toEqual(['at-once', 'page-opened']);
});

it('keeps withdrawals and changes after a crash or a failure while they are shown', async () => {
  const { core, notifier, persisted, hold } = start();
  notifier.notify([core.apply(shift(1), pushed())]);
  await expect.poll(() => core.rejections.unnotified()).toEqual([]);
  const settle = hold();
  notifier.notify([core.apply(shift(1, false), pushed())]);
  notifier.notifySyncFindings(foundBySync([core.apply(upsert(2, 'A'), listed())]), false);
  expect(persisted.withheld.get()).toMatchObject({ withdrawn: 1, changes: 1 });
  // The stored state after a crash.
  const crashed = start(core, {}, { ...createPersisted(), withheld: { ...persisted.withheld, set: () => {} } });
  crashed.notifier.notifyWithheld();
  expect(crashed.notified.map(({ title }) => title)).toEqual(['1 rejection withdrawn · 1 change found']);

  settle(null);
  await expect.poll(() => persisted.withheld.get()).toMatchObject({ withdrawn: 1, changes: 1, why: 'no-page' });
  const next = start(core, {}, persisted);
  next.notifier.notifyWithheld();
  expect(next.notified.map(({ title }) => title)).toEqual(['1 rejection withdrawn · 1 change found']);
  await expect.poll(() => persisted.withheld.get()).toBeNull();
});

it('counts in the next summary only rejections that no earlier one showed', async () => {
  const { core, notifier, notified, hold, open } = start();
  const settle = hold();
  notifier.notify([1, 2, 3, 4].map((id) => core.apply(shift(id), pushed())));
  settle(null);
  await expect.poll(() => whys(core)).toEqual(['no-page', 'no-page', 'no-page', 'no-page']);
  hold()('browser');
  open(true);
  notifier.notify([core.apply(shift(5), pushed())]);
  notifier.notifyWithheld();
  expect(notified.map(({ title }) => title.replace(/: .*/, ''))).toEqual([
    '4 assignments rejected',
    'Rejected',
    '4 assignments rejected',
  ]);
});

it('waits for a display when a mute ends without one, with that as the reason', async () => {
  const { core, notifier, notified, setPreferences, open } = start(startCore(), { mutedUntilMs: 5000 });
  notifier.notify([core.apply(shift(1), pushed())]);
  await expect.poll(() => whys(core)).toEqual(['muted']);
  open(false);
  setPreferences({});
  notifier.notifyWithheld();
  await expect.poll(() => whys(core)).toEqual(['no-page']);
  open(true);
  notifier.notifyWithheld();
  expect(notified).toMatchObject([{ why: 'page-opened' }]);
});

it('does not read withheld rejections repeatedly while there is no display', async () => {
  const { core, notifier } = start(startCore(), {}, createPersisted(), { isOpen: false });
  notifier.notify([core.apply(shift(1), pushed())]);
  await expect.poll(() => whys(core)).toEqual(['no-page']);
  notifier.notifyWithheld();
  let reads = 0;
  const { unnotified } = core.rejections;
  core.rejections.unnotified = () => {
    reads += 1;
    return unnotified();
  };
  for (let n = 0; n < 10; n += 1) notifier.notifyWithheld();
  expect(reads).toBe(0);
});

it('repeats a notification that was not shown while the storage failed', async () => {
  const { core, notifier, notified, hold, open } = start();
  const applied = core.apply(shift(1), pushed());
  core.db.exec('PRAGMA query_only = ON');
  hold()(null);
  notifier.notify([applied]);
  hold()('browser');
  open(true);
  // Until the write has failed, the result is still pending.
  await expect.poll(() => notifier.notifyWithheld() ?? notified.length).toBe(2);
});

it('repeats a connection notice that was not shown, and stores it only when shown', async () => {
  const { notices, notified, persisted, hold, open } = start();
  hold()(null);
  const problem = { state: 'problem', problem: { code: 'wrong-credentials' } } as const;
  notices.onStatus(problem);
  await expect.poll(() => notices.recent()).toMatchObject([{ notice: { kind: 'problem' }, why: 'no-page' }]);
  notices.checkConnectionProblem();
  expect([notified.length, persisted.notifiedProblem.get()]).toEqual([1, null]);
  hold()('browser');
  open(true);
  notices.checkConnectionProblem();
  await expect.poll(() => persisted.notifiedProblem.get()).toBe('wrong-credentials');
  expect(notices.recent()).toMatchObject([{ why: 'trouble', shown: { where: 'browser' } }]);
  // The problem ended while no display was ready.
  open(false);
  notices.onStatus({ state: 'live', problem: null });
  expect(persisted.notifiedProblem.get()).toBe('wrong-credentials');
  open(true);
  notices.checkConnectionProblem();
  await expect.poll(() => persisted.notifiedProblem.get()).toBeNull();
  expect(notified).toHaveLength(3);
});

it('shows one connection notice at a time; later changes follow', async () => {
  const { notices, notified, persisted, hold } = start();
  const settle = hold();
  notices.onStatus({ state: 'problem', problem: { code: 'wrong-credentials' } });
  notices.onStatus({ state: 'live', problem: null });
  notices.checkConnectionProblem();
  expect(notified).toHaveLength(1);
  settle('browser');
  await expect.poll(() => notified.map(({ why }) => why)).toEqual(['trouble', 'trouble-over']);
  await expect.poll(() => persisted.notifiedProblem.get()).toBeNull();
});

it('records a problem that ended before it could be shown', () => {
  const { notices, notified } = start(startCore(), {}, createPersisted(), { isOpen: false });
  const problem = { state: 'problem', problem: { code: 'wrong-credentials' } } as const;
  for (let n = 0; n < 3; n += 1) notices.onStatus(problem);
  expect(notices.recent()).toMatchObject([{ notice: { kind: 'problem' }, why: 'no-page' }]);
  notices.onStatus({ state: 'live', problem: null });
  expect([notices.recent().map(({ why }) => why), notified]).toEqual([['over'], []]);
});

it('drops pending notices when the tenant changes', async () => {
  const { core, notifier, notices, persisted, hold } = start();
  notifier.notify([core.apply(shift(1), pushed())]);
  await expect.poll(() => core.rejections.unnotified()).toEqual([]);
  const settle = hold();
  notifier.notify([core.apply(shift(1, false), pushed())]);
  notices.onStatus({ state: 'problem', problem: { code: 'wrong-credentials' } });
  notices.reset();
  settle(null);
  await expect.poll(() => notices.recent()).toEqual([]);
  expect([persisted.withheld.get(), persisted.notifiedProblem.get()]).toEqual([null, null]);
});

it('shows a test notification on the requesting display, also while muted, and reports whether it was shown', async () => {
  const { notices, display, notified, hold, open } = start(startCore(), { mutedUntilMs: 5000 });
  open(false);
  expect(await notices.test(display)).toEqual({ shown: true });
  hold()(null);
  expect(await notices.test(display)).toEqual({ shown: false });
  expect([tags(notified), notices.recent().map(({ why }) => why)]).toEqual([
    ['test', 'test'],
    ['not-shown', 'asked'],
  ]);
});
