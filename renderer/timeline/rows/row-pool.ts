import type { RowKey } from '../../store/person-plan.ts';
import { longestRise } from './longest-increasing-subsequence.ts';
import { createRowElement, type RowDrawing, type RowElement } from './row-element.ts';

/** Rows that stay in the page although they are out of sight: the next scroll takes them over. */
const MOST_LEFT = 12;
/** Elements kept outside the page. */
const MOST_SPARE = 24;
/** Rows come into their order in the page once the scrolling has stopped for this long. */
const ORDER_AFTER_MS = 250;

/**
 * Draws rows into a page. A row that comes into sight takes over the elements of one that left, wherever they stand in the
 * page; readers that follow the page's own order find it right again when the scrolling stops.
 */
export const createRowLayer = (host: HTMLElement, clock: Node) => {
  const drawn = new Map<RowKey, RowElement>();
  const spare: RowElement[] = [];
  let ordering: ReturnType<typeof setTimeout> | undefined;

  const takeAway = (key: RowKey, element: RowElement) => {
    drawn.delete(key);
    element.root.remove();
    if (spare.length < MOST_SPARE) spare.push(element);
  };

  const inOrder = () => {
    ordering = undefined;
    const elements = [...drawn.values()].toSorted((a, b) => (a.drawn?.rowIndex ?? 0) - (b.drawn?.rowIndex ?? 0));
    const places = new Map([...host.children].map((child, place) => [child, place]));
    const staying = longestRise(elements.map(({ root }) => places.get(root) ?? -1));
    let next: Element | null = null;
    for (const [n, { root }] of [...elements.entries()].toReversed()) {
      if (!staying.has(n)) host.insertBefore(root, next);
      next = root;
    }
  };

  return {
    /**
     * Draws these rows, top first. Some of the others may stay for a while, if they are still right as they are.
     */
    draw: (rows: readonly RowDrawing[], isRight: (other: RowDrawing) => boolean): void => {
      const wanted = new Set(rows.map((row) => row.key));
      const left = [...drawn].filter(([key]) => !wanted.has(key));
      let isMixed = false;
      for (const row of rows) {
        let element = drawn.get(row.key);
        if (!element) {
          const taken = left.shift();
          element = taken?.[1] ?? spare.pop() ?? createRowElement(clock);
          if (taken) drawn.delete(taken[0]);
          drawn.set(row.key, element);
          isMixed = true;
          element.draw(row);
          if (!taken) host.append(element.root);
        } else element.draw(row);
      }
      let stay = MOST_LEFT;
      for (const [key, element] of left)
        if (!element.drawn || !isRight(element.drawn) || stay-- <= 0) takeAway(key, element);
      if (!isMixed) return;
      clearTimeout(ordering);
      ordering = setTimeout(inOrder, ORDER_AFTER_MS);
    },
    /** Changes nothing more until the next drawing. */
    rest: (): void => clearTimeout(ordering),
  };
};
export type RowLayer = ReturnType<typeof createRowLayer>;
