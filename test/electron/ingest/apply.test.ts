import { beforeEach, describe, expect, it } from 'vitest';
import { type Core, listed, pushed, remove, startCore, upsert } from './core.ts';

let core: Core;
beforeEach(() => {
  core = startCore();
});
const planned = (id: number) => {
  const current = core.assignments.current(id);
  return current && !current.deleted ? current.fields : undefined;
};

describe('an event', () => {
  it('is applied when it is newer, in the text order of changeVersion', () => {
    core.apply(upsert(1, '0009'), pushed());
    const applied = core.apply(upsert(1, '0010', { endTimeInMinutes: 900 }), pushed());
    expect(applied).toMatchObject({ outcome: 'applied', kinds: ['times'] });
    expect(planned(1)?.endMinutes).toBe(900);
    // As numbers 9 would be before 10; as text '9' comes after '0010'.
    expect(core.apply(upsert(1, '9', { endTimeInMinutes: 960 }), pushed()).outcome).toBe('applied');
  });

  it('has no effect when it is repeated, and is counted', () => {
    core.apply(upsert(1, '0001', { isRejected: true }), pushed());
    const again = core.apply(upsert(1, '0001', { isRejected: true }), pushed());
    expect(again).toMatchObject({ outcome: 'duplicate', assignment: undefined, rejectionId: undefined });
    expect(core.rejections.openCount()).toBe(1);
  });

  it('is stored without an effect on the plan when it arrives after a newer one', () => {
    core.apply(upsert(1, '0002', { endTimeInMinutes: 900 }), pushed());
    expect(core.apply(upsert(1, '0001', { endTimeInMinutes: 1000 }), pushed()).outcome).toBe('stale');
    expect(planned(1)?.endMinutes).toBe(900);
    expect(core.changes.ofAssignment(1).map(({ outcome }) => outcome)).toEqual(['applied', 'stale']);
  });

  it('does not restore an assignment a later delete removed', () => {
    core.apply(remove(1, '0003'), pushed());
    core.apply(upsert(1, '0002'), pushed());
    expect(planned(1)).toBeUndefined();
    expect(core.assignments.count()).toBe(0);
  });

  it('keeps the last known value when `isRejected` is missing', () => {
    core.apply(upsert(1, '0001', { isRejected: true }), pushed());
    core.apply(upsert(1, '0002', { isRejected: undefined }), pushed());
    expect(planned(1)?.isRejected).toBe(true);
    core.apply(upsert(2, '0002', { isRejected: undefined }), pushed());
    expect(planned(2)?.isRejected).toBeNull();
    // The late one tells what the newer one left out.
    const late = core.apply(upsert(2, '0001', { isRejected: true }), pushed());
    expect([late.outcome, planned(2)?.isRejected, late.rejectionId !== undefined]).toEqual(['stale', true, true]);
  });

  it('ends a rejection when it is withdrawn, or silently when the shift is deleted', () => {
    core.apply(upsert(1, '0001', { isRejected: true }), pushed());
    expect(core.apply(upsert(1, '0002', { isRejected: false }), pushed())).toMatchObject({
      kinds: ['withdrawn'],
      withdrawn: true,
    });
    core.apply(upsert(1, '0003', { isRejected: true }), pushed());
    expect(core.apply(remove(1, '0004'), pushed()).withdrawn).toBe(false);
    expect(core.rejections.list(['withdrawn'])).toHaveLength(2);
  });
});

describe('a reconciliation', () => {
  it('logs nothing for unchanged assignments', () => {
    core.apply(upsert(1, '0001'), pushed());
    const seq = core.changes.lastSeq();
    expect(core.apply(upsert(1, '0001'), listed()).seq).toBeNull();
    expect(core.changes.lastSeq()).toBe(seq);
  });

  it('does not notify at the first sync, except of rejections', () => {
    expect(core.apply(upsert(1, '0001'), listed(1000, true)).kinds).toEqual(['unchanged']);
    expect(core.apply(upsert(2, '0001', { isRejected: true }), listed(1000, true)).kinds).toEqual(['rejected']);
    expect(core.assignments.get(1)?.changedAtMs).toBeNull();
    expect(core.apply(upsert(3, '0001'), listed(1000, false)).kinds).toEqual(['new']);
  });

  it('removes missing assignments; only another reconciliation restores them', () => {
    core.apply(upsert(1, '0001', { isRejected: true }), pushed());
    core.applyRemovedFromList(1, listed());
    expect([planned(1), core.rejections.openCount()]).toEqual([undefined, 0]);
    core.apply(upsert(1, '0002', { isRejected: true }), pushed());
    expect(planned(1)).toBeUndefined();
    core.apply(upsert(1, '0002', { isRejected: true }), listed());
    expect([planned(1)?.isRejected, core.rejections.openCount()]).toEqual([true, 1]);
  });
});
