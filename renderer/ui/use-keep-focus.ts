import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { listen } from '../listeners.ts';

/** The control with the keyboard focus: the index of its row, and its action. */
interface Focused {
  element: HTMLElement;
  rowIndex: number;
  action: string | undefined;
}

const rowsOf = (list: HTMLElement): HTMLElement[] => [...list.querySelectorAll<HTMLElement>('[data-row-item]')];

const canHaveFocus = (element: HTMLElement | null): boolean =>
  element?.isConnected === true && !element.matches(':disabled') && !element.closest('[inert]');

/** The first element of a row that matches and can have the focus. */
const usable = (row: HTMLElement | undefined, selector: string): HTMLElement | undefined =>
  [...(row?.querySelectorAll<HTMLElement>(selector) ?? [])].find(canHaveFocus);

/** The same action in the next row that has it, else in a previous row; else the row or the nearest one; else the screen. */
const focusAfter = (list: HTMLElement, { rowIndex, action }: Focused): HTMLElement | null => {
  const all = rowsOf(list);
  const at = Math.min(Math.max(rowIndex, 0), all.length);
  const rows = [...all.slice(at), ...all.slice(0, at).toReversed()];
  const first = (selector: string) => rows.map((row) => usable(row, selector)).find(Boolean);
  return (
    (action && first(`[data-action="${action}"]`)) ||
    (first('[data-row]') ?? first('button, input') ?? list.closest<HTMLElement>('[tabindex], dialog'))
  );
};

/**
 * Moves the keyboard focus when the focused control is removed or disabled, e.g. after Enter on a button of a row; otherwise the
 * focus would be lost.
 * @param list the list; its rows are marked as for `useRowKeys`, and `data-action` is the action of a button.
 * @param around other elements with controls for the list.
 */
export const useKeepFocus = (list: RefObject<HTMLElement | null>, ...around: RefObject<HTMLElement | null>[]): void => {
  const focused = useRef<Focused>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the parts of a screen are always the same ones
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent) => {
      focused.current = undefined;
      if (!(target instanceof HTMLElement) || !target.matches(':focus-visible')) return;
      if (![list, ...around].some(({ current }) => current?.contains(target))) return;
      const row = target.closest<HTMLElement>('[data-row-item]');
      const rowIndex = row && list.current ? rowsOf(list.current).indexOf(row) : 0;
      focused.current = { element: target, rowIndex, action: target.dataset.action };
    };
    return listen(document, ['focusin'], onFocus);
  }, []);

  useLayoutEffect(() => {
    const last = focused.current;
    if (!last || !list.current || canHaveFocus(last.element)) return;
    const { activeElement } = document;
    focused.current = undefined;
    if (activeElement === document.body || activeElement === last.element) focusAfter(list.current, last)?.focus();
  });
};
