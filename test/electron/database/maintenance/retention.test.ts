import { expect, it } from 'vitest';
import { createIncrementalVacuum } from '../../../../electron/database/maintenance/incremental-vacuum.ts';
import { createRetention, type RetentionStep } from '../../../../electron/database/maintenance/retention.ts';
import { pushed, remove, upsert } from '../../ingest/core.ts';
import { startFile } from '../files.ts';

const whole = (step: (after: number) => RetentionStep): number => {
  let deleted = 0;
  for (let after: number | undefined = 0; after !== undefined; ) {
    const done: RetentionStep = step(after);
    deleted += done.deleted;
    after = done.next;
  }
  return deleted;
};

it('deletes old lines except those the plan or an open rejection needs', () => {
  const { db, apply, assignments, rejections } = startFile();
  apply(upsert(1, 'A', { from: '2025-01-01', until: '2025-01-01' }), pushed(1)); // 1 past shift
  apply(upsert(2, 'A'), pushed(1)); // 2 old version of a future shift
  apply(upsert(2, 'B', { comments: 'x' }), pushed(2)); // 3 its current version
  apply(upsert(3, 'A'), pushed(3)); // 4 rejected later
  apply(upsert(3, 'B', { isRejected: true }), pushed(4)); // 5
  apply(upsert(4, 'A'), pushed(5)); // 6 deleted
  apply(remove(4, 'B'), pushed(6)); // 7
  apply(upsert(5, 'A'), pushed(50)); // 8 recent
  apply(upsert(6, 'A', { from: '2025-01-01', until: '2025-01-01' }), pushed(7)); // 9 the newest line
  const retention = createRetention(db);
  expect(whole((after) => retention.changes(50, '2026-03-01', after))).toBe(4);
  expect(whole((after) => retention.tombstones(50, after))).toBe(1);
  const left = db.prepare<[], { seq: number }>('SELECT seq FROM change ORDER BY seq').all();
  expect(left.map(({ seq }) => seq)).toEqual([3, 4, 5, 8, 9]);
  expect([1, 2, 3, 4, 5, 6].map((id) => assignments.get(id)?.id)).toEqual([1, 2, 3, undefined, 5, 6]);
  expect(rejections.list(['open'])).toMatchObject([{ assignmentId: 3, from: '2026-03-10' }]);
});

it('deletes old deliveries, also waiting ones, in small steps', () => {
  const { db, deliveries } = startFile();
  const noTime = () => 0;
  const deliver = (receivedAtMs: number, outcome: 'processed' | 'waiting', bytes = 10) =>
    deliveries.append(
      { subscriptionId: 1, receivedAtMs, trust: 'signed', headers: {}, body: Buffer.alloc(bytes, 'x') },
      outcome,
    );
  for (let n = 0; n < 120; n += 1) deliver(n, n % 10 === 0 ? 'waiting' : 'processed', n < 4 ? 900_000 : 10);
  const retention = createRetention(db, noTime);
  expect(retention.deliveries(100, 0)).toEqual({ deleted: 2, next: 2 });
  expect(whole((after) => retention.deliveries(100, after))).toBe(98);
  expect(db.prepare('SELECT count(*) AS n FROM delivery').get()).toEqual({ n: 20 });
});

it('ends a step at its time limit and continues there', () => {
  const { db, apply, deliveries } = startFile();
  for (let n = 1; n <= 20; n += 1) {
    apply(upsert(1, `A${String(n).padStart(2, '0')}`, { from: '2025-01-01', until: '2025-01-01' }), pushed(n));
    deliveries.append(
      { subscriptionId: 1, receivedAtMs: n, trust: 'signed', headers: {}, body: Buffer.from('x') },
      'processed',
    );
  }
  // A disk on which every row takes 4 ms.
  let ms = 0;
  const slow = createRetention(db, () => (ms += 4));
  expect(slow.changes(50, '2026-03-01', 0)).toEqual({ deleted: 2, next: 2 });
  expect(slow.deliveries(50, 0)).toEqual({ deleted: 2, next: 2 });
  expect(whole((after) => slow.changes(50, '2026-03-01', after))).toBe(17);
  expect(whole((after) => slow.deliveries(50, after))).toBe(18);
  // Each step deletes at least one row, even if that takes longer than the limit.
  const stuck = createRetention(db, () => (ms += 1000));
  apply(upsert(1, 'B', { from: '2025-01-01', until: '2025-01-01' }), pushed(30));
  expect(whole((after) => stuck.changes(50, '2026-03-01', after))).toBe(1);
});

it('frees disk space when enough can be freed', () => {
  const { db, deliveries } = startFile();
  const freePages = createIncrementalVacuum(db);
  const body = Buffer.alloc(1_000_000, 'x');
  for (let n = 0; n < 20; n += 1)
    deliveries.append({ subscriptionId: 1, receivedAtMs: 1, trust: 'signed', headers: {}, body }, 'processed');
  expect(freePages.isNeeded()).toBe(false);
  db.exec('DELETE FROM delivery');
  expect(freePages.isNeeded()).toBe(true);
  while (db.transactionWithoutSync(freePages.step));
  expect(db.prepare('PRAGMA page_count').get()).toMatchObject({ page_count: expect.closeTo(40, -2) });
});
