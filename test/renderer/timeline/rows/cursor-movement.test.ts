import { describe, expect, it } from 'vitest';
import { personPlan } from '../../../../renderer/store/person-plan.ts';
import { enterRow, moveHorizontally, stepRow } from '../../../../renderer/timeline/rows/cursor-movement.ts';
import { makeAssignment } from '../../../fakes/assignment.ts';

const range = { from: '2026-03-09', until: '2026-03-15' };
const plan = personPlan(
  1,
  [
    makeAssignment({ id: 1, from: '2026-03-09' }),
    makeAssignment({ id: 2, from: '2026-03-10' }),
    makeAssignment({ id: 3, from: '2026-03-13' }),
  ],
  range,
);
const at = (id: number | null, minute = 0) => ({ key: 10, id, minute });

describe('left and right', () => {
  it('go from the name through all bars and stop at the last', () => {
    const ids = [1, 2, 3, 4].reduce<(number | null)[]>(
      (path) => [...path, moveHorizontally(at(path.at(-1) ?? null), plan, 1).id],
      [],
    );
    expect(ids).toEqual([1, 2, 3, 3]);
  });

  it('go back to the name before the first bar', () => {
    expect(moveHorizontally(at(1, 480), plan, -1)).toEqual(at(null, 0));
    expect(moveHorizontally(at(null), plan, -1)).toEqual(at(null, 0));
  });

  it('stay on the name of a row that is not loaded', () => {
    expect(moveHorizontally(at(null), undefined, 1).id).toBeNull();
  });
});

describe('up and down', () => {
  it('move to the bar nearest to the previous column', () => {
    expect(enterRow(10, plan, 4 * 1440 + 500).id).toBe(3);
    expect(enterRow(10, plan, 1440 + 600).id).toBe(2);
  });

  it('keep the column while passing a row without bars', () => {
    const empty = enterRow(11, undefined, 6000);
    expect(empty).toEqual({ key: 11, id: null, minute: 6000 });
    expect(enterRow(10, plan, empty.minute).id).toBe(3);
  });

  it('move from name to name', () => {
    expect(enterRow(10, plan, 0, true).id).toBeNull();
  });

  it('stop at the first and the last row', () => {
    const order = [5, null, 7];
    expect([stepRow(order, 5, -3), stepRow(order, 5, 1), stepRow(order, null, 9)]).toEqual([5, null, 7]);
  });
});
