import { type RefObject, useEffect, useRef } from 'react';
import { joined, listen } from '../listeners.ts';
import { usePressOutside } from './use-press-outside.ts';

interface Options {
  element: RefObject<HTMLElement | null>;
  isOpen: boolean;
  /** Called after a press outside, or when the focus moved to a control outside. */
  onLeave: () => void;
  onEscape: () => void;
}

/** Closes a menu on Escape, on a press outside and when the focus leaves. A dialog needs only `usePressOutside`. */
export const useDismissal = ({ element, isOpen, onLeave, onEscape }: Options): void => {
  usePressOutside(element, isOpen, onLeave);
  const handlers = useRef({ onLeave, onEscape });
  handlers.current = { onLeave, onEscape };

  useEffect(() => {
    if (!isOpen) return;
    const onFocus = ({ target }: FocusEvent) => {
      // A press on text, padding or a scroll bar of the menu focuses an element around it; that does not count as leaving.
      const isElsewhere =
        target instanceof Node && !element.current?.contains(target) && !target.contains(element.current);
      if (isElsewhere) handlers.current.onLeave();
    };
    // In the capture phase, so that nothing else handles the key first.
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      handlers.current.onEscape();
    };
    return joined(listen(document, ['focusin'], onFocus), listen(document, ['keydown'], onKeyDown, { capture: true }));
  }, [element, isOpen]);
};
