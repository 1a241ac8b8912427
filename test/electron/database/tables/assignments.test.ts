import { expect, it } from 'vitest';
import { listed, pushed, remove, startCore, upsert } from '../../ingest/core.ts';

it('stores and reads back every field: no times, open-ended, with activities and references', () => {
  const { apply, assignments } = startCore();
  const activityLevels = [
    { level: 1, activityDefinition: { id: 'abc', externalReferences: { '@data-entry-code': '7' } } },
  ];
  apply(
    upsert(1, '0000A', {
      person: { id: 7, externalReferences: { '@employee-number': '0042' } },
      until: null,
      startTimeInMinutes: -120,
      endTimeInMinutes: null,
      breakDurationInMinutes: 30,
      comments: '',
      activityLevels,
      isRejected: null,
    }),
    pushed(5),
  );
  expect(assignments.get(1)).toEqual({
    id: 1,
    changeVersion: '0000A',
    personId: 7,
    personReferences: { '@employee-number': '0042' },
    from: '2026-03-10',
    until: null,
    startMinutes: -120,
    endMinutes: null,
    breakMinutes: 30,
    comments: '',
    activities: [{ level: 1, activityId: 'abc', externalReferences: { '@data-entry-code': '7' } }],
    isRejected: null,
    deleted: false,
    seq: 1,
    seenAtMs: 5,
    changedAtMs: 5,
  });
  expect(assignments.get(2)).toBeUndefined();
});

it('counts without tombstones, and keeps the last shift in them', () => {
  const { apply, assignments } = startCore();
  apply(upsert(1, 'A'), pushed());
  apply(upsert(2, 'A'), pushed());
  apply(remove(2, 'B'), pushed());
  apply(remove(3, 'A'), pushed());
  expect(assignments.count()).toBe(1);
  expect(assignments.get(2)).toMatchObject({ deleted: true, from: '2026-03-10', startMinutes: 480 });
  apply(upsert(2, 'AB'), pushed());
  apply(upsert(3, '0'), pushed());
  expect(assignments.count()).toBe(1);
});

it('finds assignments that start in a period and have not changed since', () => {
  const { apply, assignments, changes } = startCore();
  apply(upsert(1, 'A'), listed());
  apply(upsert(2, 'A', { from: '2026-02-01', until: '2026-04-01' }), listed());
  apply(upsert(3, 'A'), listed());
  apply(remove(3, 'B'), listed());
  const seq = changes.lastSeq();
  apply(upsert(4, 'A'), pushed());
  expect([...assignments.startingIn('2026-03-01', '2026-03-31', seq)].flat()).toEqual([1]);
});
