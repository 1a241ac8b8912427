import { expect, it, onTestFinished, vi } from 'vitest';
import { createWriter } from '../../../electron/database/writer.ts';
import type { EventEffect } from '../../../electron/ingest/apply.ts';
import { createIngest } from '../../../electron/ingest/ingest.ts';
import { silentLog } from '../../../electron/log.ts';
import type { UpsertEvent } from '../../../electron/protime/assignment-wire.ts';
import type { AssignmentRange, UnreadableAssignment } from '../../../electron/protime/assignments.ts';
import { ProtimeError } from '../../../electron/protime/errors.ts';
import { createComparison } from '../../../electron/sync/compare.ts';
import { listed, pushed, remove, startCore, upsert } from '../ingest/core.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const START_MS = Date.parse('2026-03-10T12:00:00Z');
const TOMORROW = '2026-03-11';

/** A plan in memory, a provider that a test changes, and a clock that it advances. */
const start = () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: START_MS });
  const core = startCore();
  onTestFinished(() => {
    vi.useRealTimers();
    core.db.close();
  });
  const provider = new Map<number, UpsertEvent>();
  const unreadable: UnreadableAssignment[] = [];
  const asked: AssignmentRange[] = [];
  const single: number[] = [];
  const putAside: unknown[] = [];
  const found: EventEffect[] = [];
  const restored: EventEffect[] = [];
  const how = { isReceiving: true, failure: undefined as ProtimeError | undefined, requestsLeft: 240, isPaused: false };
  const inRange = ({ fields }: UpsertEvent, { from, until }: AssignmentRange) =>
    fields.from >= from && fields.from <= until;
  const none = () => {};
  const comparison = createComparison({
    client: {
      async *assignments(range) {
        asked.push(range);
        if (how.failure) throw how.failure;
        yield { assignments: [], unreadable: [] };
        yield { assignments: [...provider.values()].filter((one) => inRange(one, range)), unreadable };
      },
      assignment: async (id) => {
        single.push(id);
        return provider.get(id);
      },
    },
    ingest: createIngest({
      ...core,
      writer: createWriter(core.db, { hooks: core.counters }),
      apply: core,
      now: Date.now,
      onDelivered: none,
      onApiAnswerApplied: none,
      onUnverified: none,
      onPutAside: none,
    }),
    ...{ assignments: core.assignments, changes: core.changes },
    unapplied: { putAsideRecords: (_, records) => void putAside.push(...records) },
    budget: { perHour: () => 240, left: () => how.requestsLeft, isPaused: () => how.isPaused },
    daysRead: () => ({ from: '2026-02-10', until: '2026-06-10' }),
    isReceiving: () => how.isReceiving,
    onFound: (applied) => void found.push(...applied),
    onRestored: (applied) => void restored.push(...applied),
    log: silentLog,
    now: Date.now,
  });
  onTestFinished(() => comparison.close());
  const settled = async () => {
    for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const advance = async (ms: number) => {
    for (let passedMs = 0; passedMs < ms; passedMs += 15 * SECOND) {
      vi.advanceTimersByTime(15 * SECOND);
      await settled();
    }
  };
  const at = (id: number, version: string, more: Record<string, unknown> = {}) =>
    upsert(id, version, { from: TOMORROW, until: TOMORROW, ...more }) as UpsertEvent;
  /** At the provider and in the plan. */
  const both = (event: UpsertEvent) => {
    provider.set(event.id, event);
    core.apply(event, listed(START_MS, true));
  };
  const summary = () => found.map(({ assignment, kinds }) => [assignment?.id, kinds[0]]);
  return { core, provider, unreadable, asked, single, putAside, restored, how, advance, at, both, summary, comparison };
};

it('applies what did not arrive within two minutes: new, changed, moved, and gone after reading it by id', async () => {
  const { core, provider, single, advance, at, both, summary } = start();
  for (const id of [1, 2, 3]) both(at(id, 'A'));
  provider.set(1, at(1, 'B', { isRejected: true }));
  provider.set(2, at(2, 'B', { from: '2026-05-01', until: '2026-05-01' }));
  provider.delete(3);
  provider.set(4, at(4, 'A'));
  await advance(5 * MINUTE);
  expect(summary()).toEqual([]);
  await advance(2 * MINUTE + 15 * SECOND);
  expect(summary()).toEqual([
    [1, 'rejected'],
    [4, 'new'],
    [2, expect.anything()],
    [3, 'deleted'],
  ]);
  expect(single.sort()).toEqual([2, 3]);
  expect(core.assignments.get(2)?.from).toBe('2026-05-01');
  expect(core.rejections.list(['open'])).toHaveLength(1);
});

it('counts nothing that arrived meanwhile, was saved without a change, or is older at the provider', async () => {
  const { core, provider, advance, at, both, summary } = start();
  for (const id of [1, 2, 3, 4]) both(at(id, 'B'));
  provider.set(1, at(1, 'C', { isRejected: true }));
  provider.set(2, at(2, 'C'));
  provider.set(3, at(3, 'A', { isRejected: true }));
  provider.delete(4);
  await advance(5 * MINUTE + 15 * SECOND);
  core.apply(at(1, 'C', { isRejected: true }), pushed(Date.now()));
  core.apply(remove(4, 'C'), pushed(Date.now()));
  await advance(10 * MINUTE);
  expect(summary()).toEqual([]);
  expect(core.assignments.get(2)?.changeVersion).toBe('C');
  expect(core.assignments.get(3)?.changeVersion).toBe('B');
});

it('reads nothing while deliveries cannot arrive, and pauses after a failure', async () => {
  const { asked, how, advance, provider, at, summary } = start();
  how.isReceiving = false;
  await advance(20 * MINUTE);
  expect(asked).toEqual([]);
  how.isReceiving = true;
  how.failure = new ProtimeError('rate-limited', 'GET /assignments', { retryAfterMs: 10 * MINUTE });
  await advance(9 * MINUTE);
  expect(asked).toHaveLength(1);
  how.failure = undefined;
  provider.set(1, at(1, 'A'));
  await advance(10 * MINUTE);
  expect(summary()).toEqual([[1, 'new']]);
});

it('waits as long as Protime asked, whichever request it was told with', async () => {
  const { asked, how, advance } = start();
  how.isPaused = true;
  await advance(10 * MINUTE);
  expect(asked).toEqual([]);
  how.isPaused = false;
  await advance(MINUTE);
  expect(asked.length).toBeGreaterThan(0);
});

it('compares only today and tomorrow while nothing is left of the budget', async () => {
  const { asked, how, advance } = start();
  how.requestsLeft = 0;
  await advance(30 * MINUTE);
  expect(new Set(asked.map(({ from, until }) => `${from} ${until}`))).toEqual(new Set(['2026-03-10 2026-03-11']));
  expect(asked.length).toBeGreaterThanOrEqual(5);
});

it('puts aside what it cannot read, and does not take it for deleted', async () => {
  const { core, unreadable, provider, putAside, advance, at, both, summary } = start();
  both(at(1, 'A'));
  provider.delete(1);
  unreadable.push({ index: 0, reason: 'from: not a date', raw: { id: 1 }, id: 1 });
  await advance(10 * MINUTE);
  expect(summary()).toEqual([]);
  expect(core.assignments.get(1)?.deleted).toBe(false);
  expect(putAside).toContainEqual({ id: 1 });
});

it('takes over older versions that list and single reading give for half an hour, and what comes after them', async () => {
  const { core, provider, restored, advance, at, both, summary } = start();
  for (const id of [1, 2]) both(at(id, 'B', { isRejected: id === 1 }));
  provider.set(1, at(1, '8', { comments: 'restored' }));
  await advance(25 * MINUTE);
  expect(core.assignments.get(1)?.changeVersion).toBe('B');
  // A new event in the restored order does not make the plan go back to versions from before.
  core.apply(at(1, '7', { isRejected: false }), pushed(Date.now()));
  await advance(20 * MINUTE);
  expect(core.assignments.get(1)).toMatchObject({ changeVersion: '8', comments: 'restored', isRejected: false });
  expect([restored.map(({ outcome }) => outcome), summary()]).toEqual([['applied'], []]);
  core.apply(at(1, '7', { comments: 'late' }), pushed(Date.now()));
  expect(core.assignments.get(1)).toMatchObject({ changeVersion: '8', comments: 'restored', isRejected: false });
  const { outcome } = core.apply(at(1, '9', { isRejected: true }), pushed(Date.now()));
  expect([outcome, core.assignments.get(1)?.isRejected]).toEqual(['applied', true]);
});

it('does not take over an older version that reading by id does not confirm, or that changes meanwhile', async () => {
  const { core, provider, advance, at, both, how } = start();
  both(at(1, 'B'));
  both(at(2, 'B'));
  provider.set(2, at(2, '8'));
  await advance(20 * MINUTE);
  core.apply(at(2, 'C'), pushed(Date.now()));
  await advance(20 * MINUTE);
  expect(core.assignments.get(2)?.changeVersion).toBe('C');
  expect(how.isReceiving).toBe(true);
});
