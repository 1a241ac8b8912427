import { type KeyboardEvent, type RefObject, useCallback, useState } from 'react';
import { useStores } from '../store/context.ts';
import type { RowKey } from '../store/person-plan.ts';
import { type Cursor, enterRow, moveHorizontally, stepRow } from './rows/cursor-movement.ts';

interface Options {
  order: readonly RowKey[];
  /** Index of the first visible row. */
  topRow: () => number;
  /** Number of rows that fit on the screen. */
  rowsOnScreen: () => number;
  onReveal: RefObject<(cursor: Cursor) => void>;
  onOpen: (id: number) => void;
  onToday: () => void;
}

/** Keyboard navigation of the grid. The grid keeps the focus; the cursor is the active bar. */
export const useGridKeys = ({ order, topRow, rowsOnScreen, onReveal, onOpen, onToday }: Options) => {
  const { timeline, navigation, planView } = useStores();
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const planOf = useCallback((key: RowKey) => timeline.getState().loaded?.plans.get(key), [timeline]);

  const moveTo = (next: Cursor) => {
    setCursor(next);
    onReveal.current(next);
  };
  const moveRows = (by: number) => {
    const from = cursor && order.includes(cursor.key) ? cursor : undefined;
    const key = from ? stepRow(order, from.key, by) : order[topRow()];
    if (key === undefined) return;
    moveTo(enterRow(key, planOf(key), from?.minute ?? 0, from !== undefined && from.id === null));
  };
  const moveBars = (direction: 1 | -1) => {
    if (!cursor || !order.includes(cursor.key)) return moveRows(0);
    moveTo(moveHorizontally(cursor, planOf(cursor.key), direction));
  };

  const actions = new Map<string, () => unknown>([
    ['ArrowLeft', () => moveBars(-1)],
    ['ArrowRight', () => moveBars(1)],
    ['ArrowUp', () => moveRows(-1)],
    ['ArrowDown', () => moveRows(1)],
    ['PageUp', () => moveRows(-rowsOnScreen())],
    ['PageDown', () => moveRows(rowsOnScreen())],
    ['Home', onToday],
    ['Enter', () => cursor?.id != null && onOpen(cursor.id)],
    [' ', () => cursor?.id != null && onOpen(cursor.id)],
    ['Escape', () => navigation.getState().select(null)],
    ['+', () => planView.getState().stepZoom(1)],
    ['=', () => planView.getState().stepZoom(1)],
    ['-', () => planView.getState().stepZoom(-1)],
    ['[', () => navigation.getState().step(-1)],
    [']', () => navigation.getState().step(1)],
  ]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = actions.get(event.key);
    if (!action) return;
    event.preventDefault();
    action();
  };
  return { cursor, setCursor, onKeyDown };
};
