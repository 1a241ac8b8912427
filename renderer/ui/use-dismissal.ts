import { type RefObject, useEffect, useRef } from 'react';
import { joined, listen } from '../listeners.ts';
import { usePressBeside } from './use-press-beside.ts';

interface Options {
  element: RefObject<HTMLElement | null>;
  isOpen: boolean;
  /** The planner turned to something else: by a press beside it, or by moving the focus to a control outside. */
  onLeave: () => void;
  onEscape: () => void;
}

/** What closes a menu that lies over the page. A dialog is modal and has its own Escape: it needs only `usePressBeside`. */
export const useDismissal = ({ element, isOpen, onLeave, onEscape }: Options): void => {
  usePressBeside(element, isOpen, onLeave);
  const handlers = useRef({ onLeave, onEscape });
  handlers.current = { onLeave, onEscape };

  useEffect(() => {
    if (!isOpen) return;
    const onFocus = ({ target }: FocusEvent) => {
      // What surrounds the menu takes the focus when words, padding or a scroll bar are pressed: nobody left for that.
      const isElsewhere =
        target instanceof Node && !element.current?.contains(target) && !target.contains(element.current);
      if (isElsewhere) handlers.current.onLeave();
    };
    // Wherever the focus is, and before anything else takes the key.
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      handlers.current.onEscape();
    };
    return joined(listen(document, ['focusin'], onFocus), listen(document, ['keydown'], onKeyDown, { capture: true }));
  }, [element, isOpen]);
};
