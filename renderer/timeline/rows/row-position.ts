import { offsetAt } from '../scale.ts';
import type { RowGroup } from './row-order.ts';

/** Position and aria-rowindex of a row. Group headings count as rows and take space above the first row of a group. */
export const rowPosition = (
  index: number,
  { offsets, groups, groupPx }: { offsets: Float64Array; groups: readonly RowGroup[]; groupPx: number },
) => {
  const headings = groups.filter((group) => group.first <= index);
  const headingPx = headings.at(-1)?.first === index ? groupPx : 0;
  const topPx = offsetAt(offsets, index) + headingPx;
  return { rowIndex: index + headings.length + 2, topPx, heightPx: offsetAt(offsets, index + 1) - topPx };
};
