import type { RowKey } from '../store/person-plan.ts';

/** Which rows are drawn in which elements. */
export interface RowSlots {
  readonly slots: ReadonlyMap<RowKey, number>;
  readonly next: number;
}

export const NO_SLOTS: RowSlots = { slots: new Map(), next: 0 };

/**
 * Gives each visible row the element it is drawn in. Who stays in sight keeps theirs; who comes after them takes over one
 * that was left, so that a jump changes elements instead of making them. Who comes before them gets a new one: an old
 * one would have to be moved to the front, and with it everything behind it.
 */
export const assignSlots = ({ slots: known, next }: RowSlots, visible: readonly RowKey[]): RowSlots => {
  const stays = new Set(visible);
  const free = [...known].filter(([key]) => !stays.has(key)).map(([, slot]) => slot);
  const slots = new Map<RowKey, number>();
  const firstKept = visible.findIndex((key) => known.has(key));
  let newest = next;
  for (const [n, key] of visible.entries()) {
    const own = known.get(key) ?? (n > firstKept ? free.shift() : undefined);
    slots.set(key, own ?? newest++);
  }
  return { slots, next: newest };
};
