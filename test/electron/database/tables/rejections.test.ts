import { expect, it } from 'vitest';
import { openDatabase } from '../../../../electron/database/database.ts';
import { shown } from '../../../../electron/database/migrations/004-shown.ts';
import { migrations } from '../../../../electron/database/migrations/index.ts';
import { createRejectionStore } from '../../../../electron/database/tables/rejections.ts';
import { pushed, remove, startCore, upsert } from '../../ingest/core.ts';
import { databasePath } from '../files.ts';

const states = ({ rejections }: ReturnType<typeof startCore>) =>
  rejections.list(['open', 'acknowledged', 'withdrawn']).map(({ assignmentId, state }) => [assignmentId, state]);

it('lists a rejection with the shift at the time of the rejection', () => {
  const core = startCore();
  core.apply(upsert(1, 'A'), pushed(1000));
  core.apply(upsert(1, 'B', { isRejected: true, comments: 'ill' }), pushed(2000));
  core.apply(upsert(1, 'C', { isRejected: true, comments: 'later', startTimeInMinutes: 0 }), pushed(3000));
  expect(core.rejections.list(['open'])).toMatchObject([
    { assignmentId: 1, comments: 'ill', startMinutes: 480, seenAtMs: 2000, state: 'open', caughtUp: false },
  ]);
});

it('can be acknowledged and reopened; a withdrawn one cannot', () => {
  const core = startCore();
  for (const id of [1, 2]) core.apply(upsert(id, 'A', { isRejected: true }), pushed());
  const ids = core.rejections.list(['open']).map(({ id }) => id);
  core.rejections.acknowledge(ids, 5000);
  expect(core.rejections.openCount()).toBe(0);
  core.apply(upsert(2, 'B', { isRejected: false }), pushed(6000));
  core.rejections.reopen(ids);
  core.rejections.acknowledge([999], 1);
  expect(states(core)).toEqual([
    [2, 'withdrawn'],
    [1, 'open'],
  ]);
});

it('ends when the shift is deleted; rejecting again makes a new rejection', () => {
  const core = startCore();
  core.apply(upsert(1, 'A', { isRejected: true }), pushed());
  core.apply(upsert(1, 'B', { isRejected: false }), pushed());
  core.apply(upsert(1, 'C', { isRejected: true }), pushed());
  expect(states(core)).toEqual([
    [1, 'open'],
    [1, 'withdrawn'],
  ]);
  core.apply(remove(1, 'D'), pushed());
  expect(states(core)).toEqual([
    [1, 'withdrawn'],
    [1, 'withdrawn'],
  ]);
});

it('records once when and where it was shown', () => {
  const core = startCore();
  core.apply(upsert(1, 'A', { isRejected: true }), pushed());
  const ids = core.rejections.unnotified().map(({ rejection }) => rejection.id);
  expect(ids).toHaveLength(1);
  const receipt = { atMs: 7000, where: 'browser', inSummary: true } as const;
  core.rejections.markShown(ids, 'page-opened', receipt);
  core.rejections.markShown(ids, 'at-once', { ...receipt, atMs: 8000 });
  expect(core.rejections.unnotified()).toEqual([]);
  expect(core.rejections.list(['open'])).toMatchObject([{ why: 'page-opened', shown: receipt }]);
});

it('has no display for a rejection that was not shown, or whose display is unknown', () => {
  const core = startCore();
  for (const id of [1, 2, 3]) core.apply(upsert(id, 'A', { isRejected: true }), pushed(id));
  const [kept, over, old] = core.rejections.unnotified().map(({ rejection }) => rejection.id) as [
    number,
    number,
    number,
  ];
  core.rejections.markWithheld([kept], 'no-page');
  core.rejections.markSettled([over], 7000, 'over');
  // As stored by a version of the app that did not store the place.
  core.db.prepare(`UPDATE rejection SET notified_at_ms = 7000, why = 'at-once' WHERE id = ?`).run(old);
  expect(core.rejections.unnotified().map(({ rejection }) => rejection.id)).toEqual([kept]);
  expect(core.rejections.list(['open']).map(({ why, shown }) => [why, shown])).toEqual([
    ['at-once', null],
    ['over', null],
    ['no-page', null],
  ]);
});

it('does not count snoozed rejections until the time is up or the assignment changes', () => {
  let now = 1000;
  const core = startCore();
  const rejections = createRejectionStore(core.db, () => now);
  for (const id of [1, 2, 3]) core.apply(upsert(id, 'A', { isRejected: true }), pushed());
  const [three, two, one] = rejections.list(['open']).map(({ id }) => id);
  rejections.snooze([one ?? 0], 5000);
  rejections.snooze([two ?? 0, three ?? 0], null);
  const aside = () =>
    rejections
      .list(['open'])
      .filter(({ snoozed }) => snoozed)
      .map(({ assignmentId }) => assignmentId);
  expect([rejections.openCount(), aside().toSorted()]).toEqual([0, [1, 2, 3]]);

  core.apply(upsert(2, 'B', { isRejected: true, comments: 'another time, then?' }), pushed(2000));
  expect([rejections.openCount(), aside().toSorted()]).toEqual([1, [1, 3]]);

  now = 5000;
  expect([rejections.openCount(), aside()]).toEqual([2, [3]]);

  rejections.unsnooze([three ?? 0]);
  expect([rejections.openCount(), aside()]).toEqual([3, []]);
});

it('is open again when acknowledging it is undone, snoozed or not', () => {
  const core = startCore();
  core.apply(upsert(1, 'A', { isRejected: true }), pushed());
  const ids = core.rejections.list(['open']).map(({ id }) => id);
  core.rejections.snooze(ids, null);
  core.rejections.acknowledge(ids, 2000);
  core.rejections.reopen(ids);
  expect(core.rejections.openCount()).toBe(1);
});

it('marks rejections outside the selection and does not count them', () => {
  const core = startCore();
  const desk = [{ level: 1, activityDefinition: { id: 'desk' } }];
  core.apply(upsert(1, 'A', { isRejected: true, person: { id: 7 } }), pushed(1));
  core.apply(upsert(2, 'A', { isRejected: true, person: { id: 8 } }), pushed(2));
  core.apply(upsert(3, 'A', { isRejected: true, person: { id: 9 }, activityLevels: desk }), pushed(3));
  const chosen = { onlyPeople: [7], onlyActivities: ['desk'], mutedUntilMs: null };
  const marked = core.rejections
    .list(['open'], chosen)
    .map(({ assignmentId, outsideSelection }) => [assignmentId, outsideSelection]);
  expect(marked).toEqual([
    [3, undefined],
    [2, true],
    [1, undefined],
  ]);
  expect([core.rejections.openCount(chosen), core.rejections.openCount()]).toEqual([2, 3]);
  core.rejections.snooze(
    core.rejections.list(['open']).map(({ id }) => id),
    null,
  );
  expect(core.rejections.openCount(chosen)).toBe(0);
});

it('marks rejections withheld by a mute, and counts them when it ends, notified or not', () => {
  const core = startCore();
  for (const id of [1, 2, 3]) core.apply(upsert(id, 'A', { isRejected: true }), pushed(id));
  let now = 1000;
  const rejections = createRejectionStore(core.db, () => now);
  const [third, second, first] = rejections.list(['open']).map(({ id }) => id) as [number, number, number];
  // The first was notified before the mute, the second is withheld by it, the third is not decided yet.
  rejections.markShown([first], 'at-once', { atMs: 500, where: 'system', inSummary: false });
  rejections.markWithheld([second], 'muted');
  const muted = { onlyPeople: [], onlyActivities: [], mutedUntilMs: 2000 };
  const marked = () =>
    rejections
      .list(['open'], muted)
      .filter((rejection) => rejection.muted)
      .map(({ id }) => id);
  expect([rejections.openCount(muted), marked()]).toEqual([1, [third, second]]);
  expect(rejections.openCount({ ...muted, onlyPeople: [7] })).toBe(1);
  rejections.acknowledge([second], 1500);
  expect(marked()).toEqual([third]);
  now = 2000;
  expect([rejections.openCount(muted), marked()]).toEqual([2, []]);
});

it('keeps the rejections of an earlier version of the app, notified or not', () => {
  const path = databasePath();
  const older = openDatabase(path, { migrations: migrations.slice(0, migrations.indexOf(shown)) });
  const insert = older.prepare(
    `INSERT INTO rejection (assignment_id, change_version, seq, state, seen_at_ms, caught_up, notified_at_ms, why)
     VALUES (?, 'A', ?, 'open', ?, 0, ?, ?)`,
  );
  insert.run(1, 1, 1, 7000, 'at-once');
  insert.run(2, 2, 2, null, 'muted');
  older.close();
  using db = openDatabase(path);
  const rejections = createRejectionStore(db);
  expect(rejections.list(['open']).map(({ why, shown }) => [why, shown])).toEqual([
    ['muted', null],
    ['at-once', null],
  ]);
  expect(rejections.unnotified().map(({ rejection }) => rejection.assignmentId)).toEqual([2]);
});
