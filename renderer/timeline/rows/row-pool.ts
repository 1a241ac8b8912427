import type { RowKey } from '../../store/person-plan.ts';
import { createRowElement, type RowElement, type RowView } from './row-element.ts';

/** Maximum number of off-screen rows left in the DOM for reuse. */
const MAX_OFFSCREEN_ROWS = 12;
/** Maximum number of detached elements kept for reuse. */
const MAX_SPARE_ELEMENTS = 24;
/** Delay after scrolling before DOM order is restored. */
const REORDER_DELAY_MS = 250;

/** Draws rows with recycled elements. DOM order is restored after scrolling, for screen readers. */
export const createRowPool = (host: HTMLElement, clockIcon: Node) => {
  const drawn = new Map<RowKey, RowElement>();
  const spareElements: RowElement[] = [];
  let reorderTimer: ReturnType<typeof setTimeout> | undefined;

  const removeRow = (key: RowKey, element: RowElement) => {
    drawn.delete(key);
    element.root.remove();
    if (spareElements.length < MAX_SPARE_ELEMENTS) spareElements.push(element);
  };

  const reorderDom = () => {
    reorderTimer = undefined;
    const elements = [...drawn.values()].toSorted((a, b) => (a.drawn?.rowIndex ?? 0) - (b.drawn?.rowIndex ?? 0));
    let next: Element | null = null;
    for (const { root } of elements.toReversed()) {
      if (root.nextElementSibling !== next) host.insertBefore(root, next);
      next = root;
    }
  };

  return {
    /** Draws the rows in order. Up to MAX_OFFSCREEN_ROWS off-screen rows stay in the DOM if they are up to date. */
    draw: (rows: readonly RowView[], isUpToDate: (other: RowView) => boolean): void => {
      const wanted = new Set(rows.map((row) => row.key));
      const offscreen = [...drawn].filter(([key]) => !wanted.has(key));
      let needsReorder = false;
      for (const row of rows) {
        let element = drawn.get(row.key);
        if (!element) {
          const reused = offscreen.shift();
          element = reused?.[1] ?? spareElements.pop() ?? createRowElement(clockIcon);
          if (reused) drawn.delete(reused[0]);
          drawn.set(row.key, element);
          needsReorder = true;
          element.draw(row);
          if (!reused) host.append(element.root);
        } else element.draw(row);
      }
      let remaining = MAX_OFFSCREEN_ROWS;
      for (const [key, element] of offscreen)
        if (!element.drawn || !isUpToDate(element.drawn) || remaining-- <= 0) removeRow(key, element);
      if (!needsReorder) return;
      clearTimeout(reorderTimer);
      reorderTimer = setTimeout(reorderDom, REORDER_DELAY_MS);
    },
    /** Stops the pending reordering until the next drawing. */
    pause: (): void => clearTimeout(reorderTimer),
  };
};
