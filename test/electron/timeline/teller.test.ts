import { expect, it } from 'vitest';
import { createWriter } from '../../../electron/database/writer.ts';
import type { PlanEvent } from '../../../electron/listeners.ts';
import { createTeller } from '../../../electron/timeline/teller.ts';
import type { Notice } from '../../../shared/notice.ts';
import { listed, pushed, remove, startCore, upsert } from './core.ts';

const start = (core = startCore()) => {
  const said: Notice[] = [];
  const events: PlanEvent[] = [];
  const counts: number[] = [];
  const teller = createTeller({
    rejections: core.rejections,
    writer: createWriter(core.db),
    raise: (notice) => said.push(notice),
    onPlanEvent: (event) => events.push(event),
    onRejections: () => counts.push(core.rejections.openCount()),
    now: () => 1000,
  });
  return { core, teller, said, events, counts };
};

it('tells a rejection and its withdrawal as they come, and nothing of other changes', () => {
  const { core, teller, said, events, counts } = start();
  teller.tell([core.apply(upsert(1, 'A'), pushed())]);
  teller.tell([core.apply(upsert(1, 'B', { isRejected: true }), pushed())]);
  teller.tell([core.apply(upsert(1, 'C', { isRejected: false }), pushed())]);
  expect(said.map(({ kind }) => kind)).toEqual(['rejected', 'withdrawn']);
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
  expect(next.said).toEqual([{ kind: 'summary', rejected: 2, withdrawn: 0 }]);
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
  expect(next.said).toEqual([{ kind: 'summary', rejected: 1, withdrawn: 0 }]);
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
  expect(said).toEqual([{ kind: 'caught-up', changes: 2, rejected: 1 }]);
});

it('tells even when the storage cannot remember it', () => {
  const { core, teller, said } = start();
  const applied = core.apply(upsert(1, 'A', { isRejected: true }), pushed());
  core.db.exec('PRAGMA query_only = ON');
  teller.tell([applied]);
  expect(said).toHaveLength(1);
});
