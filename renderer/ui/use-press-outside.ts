import { type RefObject, useEffect, useRef } from 'react';
import { listen } from '../listeners.ts';

type Press = Pick<MouseEvent, 'target' | 'clientX' | 'clientY'>;

/**
 * Whether a press is outside an element. A press on the backdrop of a modal dialog has the dialog as its target, so its position
 * decides. The scroll bar of a surrounding element counts as inside, because it scrolls the element.
 */
const isOutside = (press: Press, element: HTMLElement): boolean => {
  const { target } = press;
  if (!(target instanceof Element)) return false;
  if (target === element) return !isWithin(press, element.getBoundingClientRect());
  return !element.contains(target) && !(target.contains(element) && isOnScrollBar(press, target));
};

const isWithin = (
  { clientX, clientY }: Press,
  { left, right, top, bottom }: Record<'left' | 'right' | 'top' | 'bottom', number>,
): boolean => clientX >= left && clientX < right && clientY >= top && clientY < bottom;

const isOnScrollBar = (press: Press, element: Element): boolean => {
  const box = element.getBoundingClientRect();
  const left = box.left + element.clientLeft;
  const top = box.top + element.clientTop;
  const content = { left, top, right: left + element.clientWidth, bottom: top + element.clientHeight };
  return isWithin(press, box) && !isWithin(press, content);
};

/**
 * Calls `onPress` for each press outside the element, to close menus and dialogs. Not decided by the focus, because text, padding
 * and scroll bars inside cannot take it.
 */
export const usePressOutside = (element: RefObject<HTMLElement | null>, isOpen: boolean, onPress: () => void): void => {
  const handle = useRef(onPress);
  handle.current = onPress;

  useEffect(() => {
    if (!isOpen) return;
    // Not `pointerdown`: scrolling with a finger is not a press, and a tap must not reach the element behind.
    const onMouseDown = (event: MouseEvent) => {
      if (element.current && isOutside(event, element.current)) handle.current();
    };
    return listen(document, ['mousedown'], onMouseDown, { capture: true });
  }, [element, isOpen]);
};
