import { expect, it } from 'vitest';
import { pushed, remove, startCore, upsert } from '../timeline/core.ts';

const states = ({ rejections }: ReturnType<typeof startCore>) =>
  rejections.list(['open', 'acknowledged', 'withdrawn']).map(({ assignmentId, state }) => [assignmentId, state]);

it('lists a rejection with the shift as it was when it was rejected', () => {
  const core = startCore();
  core.apply(upsert(1, 'A'), pushed(1000));
  core.apply(upsert(1, 'B', { isRejected: true, comments: 'ill' }), pushed(2000));
  core.apply(upsert(1, 'C', { isRejected: true, comments: 'later', startTimeInMinutes: 0 }), pushed(3000));
  expect(core.rejections.list(['open'])).toMatchObject([
    { assignmentId: 1, comments: 'ill', startMinutes: 480, seenAtMs: 2000, state: 'open', caughtUp: false },
  ]);
});

it('is acknowledged and taken back by hand; what is withdrawn stays so', () => {
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

it('ends with the shift, and a second flip is a second rejection', () => {
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

it('remembers whom it was told to, once', () => {
  const core = startCore();
  core.apply(upsert(1, 'A', { isRejected: true }), pushed());
  const ids = core.rejections.untold().map(({ rejection }) => rejection.id);
  expect(ids).toHaveLength(1);
  core.rejections.markTold(ids, 7000);
  expect(core.rejections.untold()).toEqual([]);
});
