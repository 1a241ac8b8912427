import { describe, expect, it } from 'vitest';
import { assignSlots, NO_SLOTS } from '../../../renderer/timeline/row-slots.ts';

const slotsOf = (...windows: number[][]) => {
  let slots = NO_SLOTS;
  for (const visible of windows) slots = assignSlots(slots, visible);
  return slots.slots;
};

describe('the elements of rows', () => {
  it('stay with who stays in sight', () => {
    const slots = slotsOf([1, 2, 3], [2, 3, 4]);
    expect([...slots]).toEqual([
      [2, 1],
      [3, 2],
      [4, 0],
    ]);
  });

  it('are all taken over after a jump', () => {
    expect([...slotsOf([1, 2, 3], [7, 8, 9]).values()]).toEqual([0, 1, 2]);
  });

  it('are new for who comes before those that stay', () => {
    const slots = slotsOf([4, 5, 6], [3, 4, 5]);
    expect([...slots]).toEqual([
      [3, 3],
      [4, 0],
      [5, 1],
    ]);
  });

  it('are never shared', () => {
    const slots = slotsOf([1, 2, 3, 4], [3, 4], [2, 3, 4, 5, 6, 7], [6, 7, 1]);
    expect(new Set(slots.values()).size).toBe(slots.size);
  });
});
