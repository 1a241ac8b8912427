/**
 * ARIA attributes of the grid. A table element is not possible: only visible rows exist and bars are positioned freely. The grid
 * keeps the focus and uses aria-activedescendant.
 * @see w3.org/WAI/ARIA/apg/patterns/grid
 */
interface Grid {
  label: string;
  rows: number;
  columns: number;
}

export const gridAttributes = ({ label, rows, columns }: Grid) =>
  ({
    role: 'grid',
    tabIndex: 0,
    'aria-label': label,
    'aria-rowcount': rows,
    'aria-colcount': columns,
  }) as const;

export const rowGroupAttributes = { role: 'rowgroup' } as const;

/** `index` counts from 1, the header row included. */
export const rowAttributes = (index: number) => ({ role: 'row', 'aria-rowindex': index }) as const;

export const columnHeaderAttributes = (index: number, label?: string) =>
  ({ role: 'columnheader', 'aria-colindex': index, 'aria-label': label }) as const;

/** A heading that spans the whole row. */
export const groupHeaderAttributes = (columns: number) =>
  ({ role: 'rowheader', 'aria-colindex': 1, 'aria-colspan': columns }) as const;
