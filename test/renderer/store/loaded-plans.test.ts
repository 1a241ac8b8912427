import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type LoadedPlans,
  plansFromRows,
  withoutPlans,
  withPatches,
  withSnapshot,
} from '../../../renderer/store/loaded-plans.ts';
import type { RowKey } from '../../../renderer/store/person-plan.ts';
import type { Assignment } from '../../../shared/assignment.ts';
import type { Patch } from '../../../shared/timeline.ts';
import { makeAssignment } from '../../fakes/assignment.ts';
import { SEED } from '../../seed.ts';

const range = { from: '2026-03-09', until: '2026-03-15' };
const today = '2026-03-10';
const rowsAt = (seq: number, ids: RowKey[]): LoadedPlans =>
  plansFromRows({
    seq,
    range,
    rows: ids.map((personId) => ({ personId, lanes: 1, nextStart: null, hasRejected: false, activityId: null })),
  });
const upsert = (seq: number, ...upserts: Assignment[]): Patch => ({
  seq,
  upserts: upserts.map((a) => ({ ...a, seq })),
  removes: [],
});
const idsOf = (state: LoadedPlans, key: RowKey) =>
  state.plans
    .get(key)
    ?.placed.map((p) => p.assignment.id)
    .sort();

describe('a patch', () => {
  it('moves an assignment from one person to another', () => {
    const a = makeAssignment({ id: 1, personId: 10 });
    const start = withSnapshot(rowsAt(1, [10, 11]), [10, 11], { seq: 1, range, assignments: [a] }, today);
    const moved = withPatches(start, [upsert(2, { ...a, personId: 11 })], today);
    expect([idsOf(moved, 10), idsOf(moved, 11)]).toEqual([[], [1]]);
  });

  it('does not change the plans of other people', () => {
    const assignments = [makeAssignment({ id: 1, personId: 10 }), makeAssignment({ id: 2, personId: 11 })];
    const start = withSnapshot(rowsAt(1, [10, 11]), [10, 11], { seq: 1, range, assignments }, today);
    const after = withPatches(start, [upsert(2, makeAssignment({ id: 2, personId: 11, isRejected: true }))], today);
    expect(after.plans.get(10)).toBe(start.plans.get(10));
    expect(after.rowKeys).toBe(start.rowKeys);
  });

  it('adds a row for a person without assignments, without loading anything', () => {
    const after = withPatches(
      rowsAt(1, [10]),
      [upsert(2, makeAssignment({ id: 5, personId: 12, isRejected: true }))],
      today,
    );
    expect(after.rowKeys).toEqual([10, 12]);
    expect(after.rows.get(12)).toEqual({
      activityId: null,
      personId: 12,
      lanes: 1,
      nextStart: '2026-03-10 01920',
      hasRejected: true,
    });
    expect(after.plans.size).toBe(0);
  });

  it('adds lanes for overlapping bars, and keeps a row without bars', () => {
    const a = makeAssignment({ id: 1 });
    const start = withSnapshot(rowsAt(1, [10]), [10], { seq: 1, range, assignments: [a] }, today);
    const both = withPatches(start, [upsert(2, makeAssignment({ id: 2, startMinutes: 600 }))], today);
    const none = withPatches(both, [{ seq: 3, upserts: [], removes: [1, 2] }], today);
    expect([both.rows.get(10)?.lanes, none.rows.get(10)?.lanes, none.rowKeys]).toEqual([2, 1, [10]]);
  });

  it('removes an assignment that is no longer in the period', () => {
    const a = makeAssignment({ id: 1 });
    const start = withSnapshot(rowsAt(1, [10]), [10], { seq: 1, range, assignments: [a] }, today);
    const after = withPatches(start, [upsert(2, { ...a, from: '2026-05-01', until: '2026-05-01' })], today);
    expect(idsOf(after, 10)).toEqual([]);
  });
});

describe('for any order of snapshots, patches and evictions', () => {
  const PEOPLE: RowKey[] = [10, 11, null];
  /** Each step of the log assigns one assignment to a person, or deletes it. */
  const log = fc.array(
    fc.record({ id: fc.integer({ min: 1, max: 5 }), to: fc.constantFrom<RowKey | 'deleted'>(...PEOPLE, 'deleted') }),
    { minLength: 1, maxLength: 14 },
  );
  /** For each person: at which step the plan was read, and how many steps later the answer arrived. */
  const reads = fc.array(
    fc.record({ key: fc.constantFrom(...PEOPLE), at: fc.nat({ max: 14 }), late: fc.nat({ max: 6 }) }),
    { maxLength: 6 },
  );

  it('the loaded plans equal the log', () => {
    fc.assert(
      fc.property(log, reads, fc.array(fc.nat({ max: 14 }), { maxLength: 3 }), (steps, asked, forgets) => {
        const truthAt = (seq: number): Assignment[] => {
          const truth = new Map<number, Assignment>();
          for (const [i, { id, to }] of steps.slice(0, seq).entries())
            if (to === 'deleted') truth.delete(id);
            else truth.set(id, makeAssignment({ id, personId: to, seq: i + 1 }));
          return [...truth.values()];
        };
        const patches = steps.map(({ id, to }, i) =>
          to === 'deleted'
            ? { seq: i + 1, upserts: [], removes: [id] }
            : upsert(i + 1, makeAssignment({ id, personId: to })),
        );
        let state = rowsAt(0, PEOPLE);
        for (let seq = 0; seq <= steps.length; seq++) {
          const patch = patches[seq - 1];
          if (patch) state = withPatches(state, [patch], today);
          if (forgets.includes(seq)) state = withoutPlans(state, new Set([10]));
          for (const { key, at, late } of asked) {
            const askedAt = Math.min(at, steps.length);
            if (Math.min(askedAt + late, steps.length) !== seq) continue;
            const assignments = truthAt(askedAt).filter((a) => a.personId === key);
            state = withSnapshot(state, [key], { seq: askedAt, range, assignments }, today);
            state = withPatches(
              state,
              patches.slice(0, seq).filter((p) => p.seq > askedAt),
              today,
            );
          }
        }
        for (const key of state.plans.keys()) {
          const expected = truthAt(steps.length).filter((a) => a.personId === key);
          expect(idsOf(state, key)).toEqual(expected.map((a) => a.id).sort());
        }
      }),
      { numRuns: 2000, seed: SEED },
    );
  });
});
