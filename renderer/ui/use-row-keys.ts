import { type RefObject, useEffect, useRef } from 'react';
import { listen } from '../listeners.ts';

/** Selector of a row's focusable element; the attribute value is the row id. */
const ROW_SELECTOR = '[data-row]';
/** Selector of the whole row; keys pressed on buttons inside it apply to the row. */
const ITEM_SELECTOR = '[data-row-item]';

const targetOf = (current: HTMLElement | null, rows: readonly HTMLElement[], key: string): HTMLElement | undefined => {
  const index = current ? rows.indexOf(current) : -1;
  switch (key) {
    case 'ArrowDown':
      return rows[index + 1];
    case 'ArrowUp':
      return index === -1 ? undefined : rows[index - 1];
    case 'Home':
      return rows[0];
    case 'End':
      return rows.at(-1);
    default:
      return undefined;
  }
};

/**
 * Arrow keys, Home and End move the focus over the rows of a list. Any other key without Ctrl, Alt or Meta goes to
 * `onKey` with the row's id; it returns whether it handled the key.
 */
export const useRowKeys = (list: RefObject<HTMLElement | null>, onKey?: (key: string, rowId: string) => boolean) => {
  const handle = useRef(onKey);
  handle.current = onKey;

  useEffect(() => {
    const element = list.current;
    if (!element) return;
    let afterPrefix = false;
    const onKeyDown = (event: KeyboardEvent) => {
      const { target, key } = event;
      // `g` starts a two-key shortcut of the frame.
      const isAfterPrefix = afterPrefix;
      afterPrefix = key === 'g';
      // A held Enter key acts once, and not again on each row that gets the focus afterwards.
      if (event.repeat && key === 'Enter') return event.preventDefault();
      if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement)) return;
      const current = target.closest(ITEM_SELECTOR)?.querySelector<HTMLElement>(ROW_SELECTOR) ?? null;
      if (!current) return;
      const next = targetOf(current, [...element.querySelectorAll<HTMLElement>(ROW_SELECTOR)], key);
      next?.focus();
      next?.scrollIntoView({ block: 'nearest' });
      if (next || (!isAfterPrefix && handle.current?.(key, current.dataset.row ?? ''))) event.preventDefault();
    };
    return listen(element, ['keydown'], onKeyDown);
  }, [list]);
};
