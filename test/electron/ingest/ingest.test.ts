import { expect, it, onTestFinished, vi } from 'vitest';
import { storageProblem } from '../../../electron/database/errors.ts';
import { createWriter } from '../../../electron/database/writer.ts';
import { createApply, type EventEffect } from '../../../electron/ingest/apply.ts';
import { createIngest } from '../../../electron/ingest/ingest.ts';
import { silentLog } from '../../../electron/log.ts';
import { createReceiver } from '../../../electron/receiver/receiver.ts';
import type { Problem } from '../../../shared/problems.ts';
import { startCore } from './core.ts';

/** A receiver without a key, over a log in memory. */
const start = async () => {
  const core = startCore();
  const problems: (Problem['code'] | null)[] = [];
  const delivered: (readonly EventEffect[])[] = [];
  const putAside: string[] = [];
  let waiting = 0;
  const writer = createWriter(core.db, {
    hooks: core.counters,
    onWriteResult: (error) => problems.push(error === undefined ? null : storageProblem(error).code),
  });
  const ingest = createIngest({
    writer,
    ...core,
    apply: createApply(core),
    now: Date.now,
    onDelivered: (applied) => delivered.push(applied),
    onApiAnswerApplied: () => {},
    onUnverified: () => {
      waiting += 1;
    },
    onPutAside: (reason) => putAside.push(reason),
  });
  let trust: 'signed' | 'unverified' = 'signed';
  const receiver = await createReceiver({
    port: 0,
    find: (secret) => (secret === 'secret' ? { subscriptionId: 1, key: undefined, format: null } : undefined),
    accept: (delivery) => ingest.accept({ ...delivery, trust }),
    onRefused: () => {},
    onNotReceived: () => {},
    heartbeat: { path: '/beat', accept: () => false },
    now: Date.now,
    log: silentLog,
  });
  onTestFinished(() => receiver.close());
  const post = (body: unknown) =>
    fetch(`${receiver.url}/secret`, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });
  return {
    ...core,
    post,
    problems,
    delivered,
    ingest,
    putAside,
    waitingPokes: () => waiting,
    trustNothing: () => {
      trust = 'unverified';
    },
  };
};
const item = (id: number, changeVersion: string) => ({ id, changeVersion, from: '2026-03-10', until: '2026-03-10' });

it('answers 503 with Retry-After while the storage is read-only, reports why, and recovers', async () => {
  const { db, post, problems, assignments } = await start();
  expect((await post(item(1, 'A'))).status).toBe(204);
  // SQLite refuses every write as it does on a file system that became read-only.
  db.exec('PRAGMA query_only = ON');
  const refused = await post(item(2, 'A'));
  expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([503, true]);
  expect(problems.at(-1)).toBe('database-read-only');
  db.exec('PRAGMA query_only = OFF');
  expect((await post(item(2, 'A'))).status).toBe(204);
  expect([problems.at(-1), assignments.count()]).toEqual([null, 2]);
});

it('stores a delivery whose processing throws, and answers 2xx', async () => {
  const { db, post, deliveries, counters, putAside } = await start();
  db.exec(
    `CREATE TRIGGER stumble BEFORE INSERT ON change WHEN new.assignment_id = 13 BEGIN SELECT raise(ABORT, 'our mistake'); END`,
  );
  const statuses = await Promise.all([post(item(1, 'A')), post(item(13, 'A')), post(item(2, 'A'))]);
  expect(statuses.map(({ status }) => status)).toEqual([204, 204, 204]);
  expect(db.prepare('SELECT outcome FROM delivery ORDER BY outcome').all()).toEqual([
    { outcome: 'processed' },
    { outcome: 'processed' },
    { outcome: 'unrecognised' },
  ]);
  expect(counters.total()).toMatchObject({ deliveries: 3, applied: 2, unrecognised: 1 });
  expect(deliveries.waiting().count).toBe(0);
  expect(putAside).toEqual(['not-processed']);
});

it.each([
  ['not JSON', 'signed'],
  [[{ id: 2 }], 'signed'],
  [[item(1, 'A'), { id: 2 }], 'signed'],
  [[item(1, 'A'), { id: 2 }], 'unverified'],
])('puts %j aside, %s, and says so once', async (body, trust) => {
  const { post, trustNothing, putAside } = await start();
  if (trust === 'unverified') trustNothing();
  await post(item(1, 'A'));
  expect(putAside).toEqual([]);
  expect((await post(body)).status).toBe(204);
  expect(putAside).toEqual(['unreadable']);
});

it('publishes after the answer, and no unverified events', async () => {
  const { post, delivered, trustNothing, waitingPokes, assignments, deliveries } = await start();
  await post([item(1, 'A'), item(1, 'A'), { id: 2 }]);
  await expect.poll(() => delivered.length).toBe(1);
  expect(delivered[0]?.map(({ outcome }) => outcome)).toEqual(['applied', 'duplicate']);
  trustNothing();
  await post(item(5, 'A'));
  await expect.poll(waitingPokes).toBe(1);
  expect([delivered.length, assignments.get(5), deliveries.waiting().count]).toEqual([1, undefined, 1]);
});

it('publishes the first delivery at once, a burst together, the rest on close', async () => {
  // Time stands still: however long the burst takes, it is one.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { post, delivered, ingest } = await start();
  await post(item(1, 'A'));
  await expect.poll(() => delivered.length).toBe(1);
  await Promise.all(Array.from({ length: 50 }, (_, n) => post(item(2 + n, 'A'))));
  expect(delivered).toHaveLength(1);
  ingest.close();
  expect(delivered).toHaveLength(2);
  const ids = delivered.flat().map(({ assignment }) => assignment?.id ?? 0);
  expect(ids.sort((a, b) => a - b)).toEqual(Array.from({ length: 51 }, (_, n) => 1 + n));
  vi.runAllTimers();
  expect(delivered).toHaveLength(2);
});
