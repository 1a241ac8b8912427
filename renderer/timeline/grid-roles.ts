/**
 * The plan as an ARIA grid. It cannot be a table element: only the rows in sight exist, bars lie freely in their row,
 * and one element, the grid, holds the focus and names the active bar.
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
