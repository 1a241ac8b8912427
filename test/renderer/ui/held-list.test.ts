import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HeldList, heldList } from '../../../renderer/ui/held/held-list.ts';
import { SEED } from '../../seed.ts';

interface Item {
  id: number;
  text?: string;
}
const NONE: HeldList<Item> = { rows: [], newCount: 0 };
const idOf = ({ id }: Item) => id;
const items = (...ids: number[]): Item[] => ids.map((id) => ({ id }));
const free = (before: HeldList<Item>, live: readonly Item[]) => heldList(before, live, { idOf, isHeld: false });
const held = (before: HeldList<Item>, live: readonly Item[], mayAppend = false) =>
  heldList(before, live, { idOf, isHeld: true, mayAppend: mayAppend ? () => true : undefined });
const ids = ({ rows }: HeldList<Item>) => rows.map((row) => row.id);
const gone = ({ rows }: HeldList<Item>) => rows.filter(({ now }) => now === undefined).map((row) => row.id);

describe('a list that is not in use', () => {
  it('shows the data as it is', () => {
    const list = free(free(NONE, items(1, 2)), items(3, 1));
    expect([ids(list), list.newCount, gone(list)]).toEqual([[3, 1], 0, []]);
  });
});

describe('a list that is in use', () => {
  const shown = free(NONE, items(5, 4, 3));

  it('keeps its rows while others are added, and counts the added ones', () => {
    const list = held(held(shown, items(6, 5, 4, 3)), items(7, 6, 5, 4, 3));
    expect([ids(list), list.newCount]).toEqual([[5, 4, 3], 2]);
  });

  it('keeps a removed row in its position, marked as removed', () => {
    const list = held(shown, items(5, 3));
    expect([ids(list), gone(list), list.newCount]).toEqual([[5, 4, 3], [4], 0]);
  });

  it('keeps its order when the order of the data changes', () => {
    expect(ids(held(shown, items(3, 5, 4)))).toEqual([5, 4, 3]);
  });

  it('contains both the shown and the current version of a row', () => {
    const next = [{ id: 5, text: 'new' }, ...items(4, 3)];
    expect(held(shown, next).rows[0]).toEqual({ id: 5, item: { id: 5 }, now: { id: 5, text: 'new' } });
  });

  it('does not count a row that was removed and returned as new', () => {
    const list = held(held(shown, items(5, 3)), items(5, 4, 3));
    expect([ids(list), gone(list), list.newCount]).toEqual([[5, 4, 3], [], 0]);
  });

  it('shows new rows and drops removed rows when it is no longer in use', () => {
    const list = free(held(shown, items(6, 5, 3)), items(6, 5, 3));
    expect([ids(list), gone(list), list.newCount]).toEqual([[6, 5, 3], [], 0]);
  });

  it('grows below its last row only where older rows are loaded on demand', () => {
    const list = held(shown, items(6, 5, 4, 3, 2, 1), true);
    expect([ids(list), list.newCount]).toEqual([[5, 4, 3, 2, 1], 1]);
    expect(ids(held(shown, items(6, 5, 4, 3, 2, 1)))).toEqual([5, 4, 3]);
    const onlyOdd = { idOf, isHeld: true, mayAppend: ({ id }: Item) => id % 2 === 1 };
    expect(ids(heldList(shown, items(5, 4, 3, 2, 1), onlyOdd))).toEqual([5, 4, 3, 1]);
    // When the last row was removed, the end of the list is not known.
    expect(ids(held(shown, items(9, 8, 7), true))).toEqual([5, 4, 3]);
  });

  it('shows the first rows at once, because no row could move', () => {
    expect(ids(held(NONE, items(1)))).toEqual([1]);
  });

  it('is the same object when nothing changed, so that nothing is re-rendered', () => {
    const live = items(6, 5, 4);
    const list = held(shown, live);
    expect(held(list, live)).toBe(list);
    expect(
      free(
        shown,
        shown.rows.map(({ item }) => item),
      ),
    ).toBe(shown);
  });

  it('never moves a row, whatever rows are added and removed', () => {
    const anyIds = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 12 });
    fc.assert(
      fc.property(anyIds, fc.array(anyIds, { maxLength: 8 }), fc.boolean(), (first, changes, mayAppend) => {
        const start = free(NONE, items(...first));
        let list = start;
        for (const live of changes) {
          const next = held(list, items(...live), mayAppend);
          expect(ids(next).slice(0, list.rows.length)).toEqual(ids(list));
          expect(new Set(ids(next)).size).toBe(next.rows.length);
          if (list.rows.length > 0) {
            expect(next.newCount).toBe(live.filter((id) => !ids(next).includes(id)).length);
            expect(gone(next)).toEqual(ids(next).filter((id) => !live.includes(Number(id))));
          }
          list = next;
        }
        expect(ids(free(list, items(...first)))).toEqual(first);
      }),
      { seed: SEED },
    );
  });
});
