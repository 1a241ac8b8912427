import { offsetAt } from '../scale.ts';
import type { RowGroup } from './row-order.ts';

/** Where a row lies: a group's first row leaves room for the group's heading, which is a row of the grid as well. */
export const rowPosition = (
  index: number,
  { offsets, groups, groupPx }: { offsets: Float64Array; groups: readonly RowGroup[]; groupPx: number },
) => {
  const headings = groups.filter((group) => group.first <= index);
  const headingPx = headings.at(-1)?.first === index ? groupPx : 0;
  const topPx = offsetAt(offsets, index) + headingPx;
  return { rowIndex: index + headings.length + 2, topPx, heightPx: offsetAt(offsets, index + 1) - topPx };
};
