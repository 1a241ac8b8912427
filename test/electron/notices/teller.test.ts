import { expect, it } from 'vitest';
import { createWriter } from '../../../electron/database/writer.ts';
import type { PlanEvent } from '../../../electron/listeners.ts';
import { createNotices } from '../../../electron/notices/notices.ts';
import { createTeller } from '../../../electron/notices/teller.ts';
import type { PlannerNotification } from '../../../shared/notice.ts';
import { mergeSettings, type SettingsChange, settings } from '../../../shared/settings.ts';
import { listed, pushed, remove, startCore, upsert } from '../timeline/core.ts';

/** What outlives a restart, in memory. */
const keep = () => {
  const slot = () => {
    let value: unknown = null;
    return {
      get: () => value,
      set: (next: unknown) => {
        value = next;
      },
    };
  };
  return { trouble: slot(), withheld: slot() };
};

const start = (core = startCore(), change: SettingsChange['notifications'] = {}, kept = keep()) => {
  let current = mergeSettings(settings.parse({}), { notifications: change });
  const said: PlannerNotification[] = [];
  const events: PlanEvent[] = [];
  const counts: number[] = [];
  const now = () => 1000;
  const notices = createNotices({
    settings: { current: () => current },
    names: core.names,
    wasWanted: () => true,
    inView: () => new Set(),
    language: () => 'en',
    push: (name, payload) => {
      if (name === 'notices.raised') said.push(payload as PlannerNotification);
    },
    kept,
    now,
  });
  const teller = createTeller({
    rejections: core.rejections,
    writer: createWriter(core.db),
    notices,
    onPlanEvent: (event) => events.push(event),
    onRejections: () => counts.push(core.rejections.openCount()),
    now,
  });
  const want = (next: SettingsChange['notifications']) => {
    current = mergeSettings(settings.parse({}), { notifications: next });
  };
  return { core, teller, notices, said, events, counts, want, kept };
};
const tags = (said: readonly PlannerNotification[]) => said.map(({ tag }) => tag.replace(/-\d+$/, ''));
const whys = ({ rejections }: ReturnType<typeof startCore>) =>
  rejections.list(['open', 'acknowledged', 'withdrawn']).map(({ why }) => why);

it('tells a rejection and its withdrawal as they come, and nothing of other changes', () => {
  const { core, teller, said, events, counts } = start();
  teller.tell([core.apply(upsert(1, 'A'), pushed())]);
  teller.tell([core.apply(upsert(1, 'B', { isRejected: true }), pushed())]);
  teller.tell([core.apply(upsert(1, 'C', { isRejected: false }), pushed())]);
  expect(tags(said)).toEqual(['rejection', 'withdrawn']);
  expect(events.map(({ event, assignmentId, personId }) => [event, assignmentId, personId])).toEqual([
    ['rejected', 1, 7],
    ['withdrawn', 1, 7],
  ]);
  expect(counts).toEqual([1, 0]);
});

it('counts anew when a rejected shift is deleted, without a word', () => {
  const { core, teller, said, counts } = start();
  teller.tell([core.apply(upsert(1, 'A', { isRejected: true }), pushed())]);
  teller.tell([core.apply(remove(1, 'B'), pushed())]);
  expect([said.length, counts]).toEqual([1, [1, 0]]);
});

it('tells what was left over in one summary at the next start, and never again', async () => {
  const { core } = start();
  for (const id of [1, 2]) core.apply(upsert(id, 'A', { isRejected: true }), pushed());
  const next = start(core);
  next.teller.tellLeftOver();
  // Long enough for what was told to be written.
  await expect.poll(() => core.rejections.untold()).toEqual([]);
  next.teller.tellLeftOver();
  expect(next.said.map(({ title }) => title)).toEqual(['2 assignments rejected']);
  expect(whys(core)).toEqual(['left-over', 'left-over']);
  expect(next.events).toHaveLength(2);
});

it('says again, and says that it does, what it was telling when the app ended', () => {
  const { core } = start();
  core.apply(upsert(1, 'A', { isRejected: true }), pushed());
  core.rejections.markTelling(
    core.rejections.untold().map(({ rejection }) => rejection.id),
    500,
  );
  const next = start(core);
  next.teller.tellLeftOver();
  expect(next.events).toMatchObject([{ event: 'rejected', assignmentId: 1, again: true }]);
  expect(next.said.map(({ title }) => title)).toEqual(['1 assignment rejected']);
});

it('makes one summary of what a list brought, and no news of a first reading without rejections', () => {
  const { core, teller, said } = start();
  teller.tellCaughtUp([core.apply(upsert(1, 'A'), listed())], true);
  expect(said).toEqual([]);
  teller.tellCaughtUp(
    [core.apply(upsert(1, 'B', { isRejected: true }), listed()), core.apply(upsert(2, 'A'), listed())],
    false,
  );
  teller.tellCaughtUp([], false);
  expect(said.map(({ body }) => body)).toEqual(['2 changes · 1 rejection']);
});

it('tells even when the storage cannot remember it', () => {
  const { core, teller, said } = start();
  const applied = core.apply(upsert(1, 'A', { isRejected: true }), pushed());
  core.db.exec('PRAGMA query_only = ON');
  teller.tell([applied]);
  expect(said).toHaveLength(1);
});

it('keeps back what comes while muted, and tells it once when that is over', async () => {
  const { core, teller, said, events, want } = start(startCore(), { mutedUntilMs: 5000 });
  for (const id of [1, 2, 3]) teller.tell([core.apply(upsert(id, 'A', { isRejected: true }), pushed())]);
  expect([said.length, events.length]).toEqual([0, 3]);
  await expect.poll(() => whys(core)).toEqual(['muted', 'muted', 'muted']);
  teller.tellWithheld();
  expect(said).toEqual([]);
  core.apply(upsert(2, 'B', { isRejected: false }), pushed());
  want({});
  teller.tellWithheld();
  teller.tellWithheld();
  expect(said).toMatchObject([{ title: '2 assignments rejected', body: 'While notifications were muted.' }]);
  await expect.poll(() => whys(core).toSorted()).toEqual(['afterwards', 'afterwards', 'over']);
  teller.tellWithheld();
  expect([said.length, events.length]).toEqual([1, 3]);
});

it('tells what was kept back after a restart, too, and its events no second time', async () => {
  const { core, teller } = start(startCore(), { mutedUntilMs: 5000 });
  teller.tell([core.apply(upsert(1, 'A', { isRejected: true }), pushed())]);
  await expect.poll(() => whys(core)).toEqual(['muted']);
  const next = start(core);
  next.teller.tellLeftOver();
  next.teller.tellWithheld();
  expect([tags(next.said), next.events]).toEqual([['rejection'], []]);
  expect(next.said[0]?.why).toBe('afterwards');
});

it('says nothing of the withdrawal of what was never told', () => {
  const { core, teller, said, notices } = start(startCore(), { mutedUntilMs: 5000 });
  teller.tell([core.apply(upsert(1, 'A', { isRejected: true }), pushed())]);
  teller.tell([core.apply(upsert(1, 'B', { isRejected: false }), pushed())]);
  expect(said).toEqual([]);
  expect(notices.recent().map(({ notice, why }) => [notice.kind, why])).toContainEqual(['rejected', 'muted']);
});

it('tells of withdrawals and found changes that were kept back, too, after a restart, and once', async () => {
  const { core, teller, want, kept } = start();
  for (const id of [1, 2]) teller.tell([core.apply(upsert(id, 'A', { isRejected: true }), pushed())]);
  await expect.poll(() => core.rejections.untold()).toEqual([]);
  want({ mutedUntilMs: 5000 });
  for (const id of [1, 2]) teller.tell([core.apply(upsert(id, 'B', { isRejected: false }), pushed())]);
  teller.tellCaughtUp([core.apply(upsert(3, 'A'), listed())], false);
  const next = start(core, {}, kept);
  next.teller.tellLeftOver();
  next.teller.tellWithheld();
  expect(next.said.map(({ title, body }) => [title, body])).toEqual([
    ['2 rejections withdrawn · 1 change found', 'While notifications were muted.'],
  ]);
  const last = start(core, {}, kept);
  last.teller.tellWithheld();
  expect(last.said).toEqual([]);
});

it('has nothing left to say of a tenant whose plan was taken out', () => {
  const { core, teller, notices, said, want, kept } = start();
  notices.onStatus({ state: 'problem', problem: { code: 'wrong-credentials' } });
  teller.tell([core.apply(upsert(1, 'A', { isRejected: true }), pushed())]);
  want({ mutedUntilMs: 5000 });
  teller.tell([core.apply(upsert(1, 'B', { isRejected: false }), pushed())]);
  expect([kept.trouble.get(), kept.withheld.get()]).toMatchObject(['wrong-credentials', { withdrawn: 1 }]);
  notices.forget();
  want({});
  teller.tellWithheld();
  notices.onStatus({ state: 'live', problem: null });
  expect(tags(said)).toEqual(['connection', 'rejection']);
  expect([kept.trouble.get(), kept.withheld.get(), notices.recent()]).toEqual([null, null, []]);
});

it('says what became of a rejection as soon as that is kept, so that a muted one never waits for the planner', async () => {
  const { core, teller, counts } = start(startCore(), { mutedUntilMs: 5000 });
  teller.tell([core.apply(upsert(1, 'A', { isRejected: true }), pushed())]);
  expect(counts).toHaveLength(1);
  await expect.poll(() => counts).toHaveLength(2);
  expect(whys(core)).toEqual(['muted']);
});

it('tells neither a duplicate nor what is stale, and the history keeps what nobody is told of', async () => {
  const { core, teller, said, notices } = start();
  teller.tell([core.apply(upsert(1, 'B', { isRejected: true }), pushed())]);
  teller.tell([core.apply(upsert(1, 'B', { isRejected: true }), pushed())]);
  teller.tell([core.apply(upsert(1, 'A', { isRejected: true, comments: 'late' }), pushed())]);
  expect([tags(said), notices.recent().length]).toEqual([['rejection'], 1]);
  const silent = start(core, { rejected: false, withdrawn: false, connection: false });
  silent.teller.tell([core.apply(upsert(2, 'A', { isRejected: true }), pushed())]);
  silent.teller.tell([core.apply(upsert(2, 'B', { isRejected: false }), pushed())]);
  expect([silent.said, core.changes.ofAssignment(2).length]).toEqual([[], 2]);
});
