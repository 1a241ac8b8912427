import { setImmediate as nextTurn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { createWriter } from '../../../electron/database/writer.ts';
import type { EventEffect } from '../../../electron/ingest/apply.ts';
import { createIngest } from '../../../electron/ingest/ingest.ts';
import { startCore } from './core.ts';

const start = () => {
  const core = startCore();
  const delivered: EventEffect[] = [];
  const putAside: string[] = [];
  const ignore = () => {};
  const ingest = createIngest({
    ...core,
    writer: createWriter(core.db, { hooks: core.counters }),
    apply: core,
    now: Date.now,
    onDelivered: (applied) => delivered.push(...applied),
    onApiAnswerApplied: ignore,
    onUnverified: ignore,
    onPutAside: (reason) => putAside.push(reason),
  });
  const accept = (body: string | Buffer) =>
    ingest.accept({
      ...{ subscriptionId: 1, headers: {}, trust: 'signed', receivedAtMs: 1000 },
      body: Buffer.from(body),
    });
  const outcomes = () =>
    (core.db.prepare('SELECT outcome FROM delivery').all() as { outcome: string }[]).map(({ outcome }) => outcome);
  return { ...core, ingest, delivered, putAside, accept, outcomes };
};

const event = (id: number) => ({
  changeType: 'Insert',
  data: { id, changeVersion: 'A', from: '2026-03-10', comments: 'c'.repeat(200) },
});
const batch = (count: number) => Array.from({ length: count }, (_, n) => event(n + 1));

it('applies 4,000 events of one delivery, however they are written', async () => {
  const json = JSON.stringify(batch(4000));
  expect(json.length).toBeGreaterThan(1_000_000);
  for (const body of [
    json,
    gzipSync(json),
    batch(4000)
      .map((one) => JSON.stringify(one))
      .join('\n'),
  ]) {
    const app = start();
    await app.accept(body);
    app.ingest.close();
    expect([app.assignments.count(), app.outcomes(), app.delivered.length]).toEqual([4000, ['processed'], 4000]);
    expect(app.counters.total()).toMatchObject({ deliveries: 1, changes: 4000, applied: 4000 });
  }
});

it('lets other deliveries and everything else run in between', async () => {
  const { accept, assignments, db } = start();
  let isDone = false;
  let turns = 0;
  const long = accept(JSON.stringify(batch(20_000))).then(() => {
    isDone = true;
  });
  // As long as the other one is not done, each delivery waits for a commit or two of it.
  for (let n = 0; n < 50; n += 1) {
    await accept(JSON.stringify(event(100_000 + n)));
    expect(isDone).toBe(false);
  }
  while (!isDone) {
    await nextTurn();
    turns += 1;
  }
  await long;
  expect(assignments.count()).toBe(20_050);
  expect(turns).toBeGreaterThan(50);
  expect(db.prepare('SELECT count(*) AS n FROM delivery').get()).toEqual({ n: 51 });
});

it('applies the rest when it is repeated after the storage failed half-way', async () => {
  const { db, accept, assignments, outcomes } = start();
  const body = JSON.stringify(batch(1000));
  const failing = accept(body);
  while (assignments.count() < 300) await nextTurn();
  db.exec('PRAGMA query_only = ON');
  await expect(failing).rejects.toThrow();
  db.exec('PRAGMA query_only = OFF');
  expect(assignments.count()).toBeLessThan(1000);
  // Not processed, as far as anyone can see; it can be processed again by hand.
  expect(outcomes()).toEqual(['unrecognised']);
  await accept(body);
  expect([assignments.count(), outcomes()]).toEqual([1000, ['unrecognised', 'processed']]);
});

it('applies the other events when our code fails on some, and puts the delivery aside', async () => {
  const { db, accept, assignments, outcomes, putAside } = start();
  db.exec(
    `CREATE TRIGGER stumble BEFORE INSERT ON change WHEN new.assignment_id = 555 BEGIN SELECT raise(ABORT, 'our mistake'); END`,
  );
  await accept(JSON.stringify(batch(1000)));
  expect(assignments.count()).toBe(900);
  expect([outcomes(), putAside]).toEqual([['partly'], ['not-processed']]);
});

it('reports unreadable items of a long delivery with their position', async () => {
  const { accept, assignments, outcomes, putAside } = start();
  await accept(JSON.stringify([...batch(1500), { odd: true }, event(2000)]));
  expect([assignments.count(), outcomes(), putAside]).toEqual([1501, ['partly'], ['unreadable']]);
});
