import { expect, it } from 'vitest';
import { bitsToKinds, createChangeReader, kindsToBits } from '../../../../electron/database/tables/change-log.ts';
import { LAST_PUSHED } from '../../../../electron/database/tables/last-delivered.ts';
import { CHANGE_KINDS } from '../../../../shared/change-event.ts';
import { listed, pushed, remove, startCore, upsert } from '../../ingest/core.ts';

it('stores kinds as bits, and returns them in order', () => {
  for (const kind of CHANGE_KINDS) expect(bitsToKinds(kindsToBits([kind]))).toEqual([kind]);
  expect(bitsToKinds(kindsToBits(['times', 'new', 'rejected']))).toEqual(['new', 'rejected', 'times']);
  expect(kindsToBits([])).toBe(0);
});

it('keeps leading zeros of a changeVersion, and every field of the provider', () => {
  const { apply, changes } = startCore();
  apply(upsert(1, '0000090200004', { somethingNew: { deep: [1] } }), pushed());
  const [line] = changes.after(0, 10);
  expect(line?.change_version).toBe('0000090200004');
  expect(JSON.parse(line?.after ?? '')).toMatchObject({ somethingNew: { deep: [1] } });
});

it('never uses a position twice, not even after a rollback', () => {
  const { db, apply, changes } = startCore();
  const first = apply(upsert(1, 'A'), pushed()).seq ?? 0;
  expect(() =>
    db.transaction(() => {
      apply(upsert(2, 'A'), pushed());
      throw new Error('neighbour');
    })(),
  ).toThrow('neighbour');
  const next = apply(upsert(3, 'A'), pushed()).seq ?? 0;
  expect(next).toBeGreaterThan(first + 1);
  expect(changes.lastSeq()).toBe(next);
});

it('returns the versions of an assignment newest first, in the order of the provider, without duplicates', () => {
  const { apply, changes } = startCore();
  for (const version of ['B', 'A', 'B', 'C']) apply(upsert(1, version), pushed());
  apply(remove(1, 'D'), pushed());
  expect(changes.ofAssignment(1).map((e) => [e.changeVersion, e.outcome, e.kinds[0]])).toEqual([
    ['D', 'applied', 'deleted'],
    ['C', 'applied', 'unchanged'],
    ['B', 'applied', 'new'],
    ['A', 'stale', undefined],
  ]);
});

it('returns the time of the last push, ignoring later reads', () => {
  const { db, apply, changes } = startCore();
  expect(changes.lastDeliveredAtMs()).toBeNull();
  apply(upsert(1, 'A'), pushed(5000));
  expect(changes.lastDeliveredAtMs()).toBe(5000);
  apply(upsert(2, 'A'), listed(9000));
  expect(changes.lastDeliveredAtMs()).toBe(5000);
  expect(() =>
    db.transaction(() => {
      apply(upsert(3, 'A'), pushed(9500));
      throw new Error('neighbour');
    })(),
  ).toThrow('neighbour');
  expect(changes.lastDeliveredAtMs()).toBe(5000);
  apply(upsert(3, 'A'), pushed(9700));
  expect(changes.lastDeliveredAtMs()).toBe(9700);
});

it('continues from the stored time after a restart, and resets it when the log is emptied', () => {
  const { db, apply, changes, values } = startCore();
  apply(upsert(1, 'A'), pushed(5000));
  expect(changes.lastDeliveredSeen()).toBeUndefined();
  changes.lastDeliveredAtMs();
  values.set(LAST_PUSHED, changes.lastDeliveredSeen());
  apply(upsert(2, 'A'), listed(9000));
  // No pushed line is left in the log: only the stored time is.
  db.exec(`UPDATE change SET source = 'sync'`);
  expect(createChangeReader(db).lastDeliveredAtMs()).toBe(5000);
  apply(upsert(3, 'A'), pushed(9500));
  expect(createChangeReader(db).lastDeliveredAtMs()).toBe(9500);
  db.exec('DELETE FROM change');
  expect([changes.lastDeliveredAtMs(), createChangeReader(db).lastDeliveredAtMs()]).toEqual([null, null]);
  apply(upsert(4, 'A'), listed(9900));
  expect([changes.lastDeliveredAtMs(), createChangeReader(db).lastDeliveredAtMs()]).toEqual([null, null]);
});

it.each([null, 7, 'x', { seq: '1', atMs: 3 }, { seq: 1 }])('ignores the invalid stored time %j', (kept) => {
  const { db, apply, values } = startCore();
  values.set(LAST_PUSHED, kept);
  apply(upsert(1, 'A'), pushed(5000));
  expect(createChangeReader(db).lastDeliveredAtMs()).toBe(5000);
});
