/**
 * ARIA roles of the grid. A table element is not possible: only visible rows exist and bars are positioned freely. The grid
 * keeps the focus and uses aria-activedescendant.
 * @see w3.org/WAI/ARIA/apg/patterns/grid
 */
interface Grid {
  label: string;
  rows: number;
  columns: number;
}

export const gridRole = ({ label, rows, columns }: Grid) =>
  ({
    role: 'grid',
    tabIndex: 0,
    'aria-label': label,
    'aria-rowcount': rows,
    'aria-colcount': columns,
  }) as const;

export const rowGroupRole = { role: 'rowgroup' } as const;

/** `index` counts from 1, the header row included. */
export const rowRole = (index: number) => ({ role: 'row', 'aria-rowindex': index }) as const;

export const columnHeaderRole = (index: number, label?: string) =>
  ({ role: 'columnheader', 'aria-colindex': index, 'aria-label': label }) as const;

/** Spans the whole row. */
export const groupHeaderRole = (columns: number) =>
  ({ role: 'rowheader', 'aria-colindex': 1, 'aria-colspan': columns }) as const;
