import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { joined, listen } from '../listeners.ts';

/** After this time the planner is assumed to have seen the new element. */
const SEEN_AFTER_MS = 1000;

/**
 * An element that appears under the resting pointer ignores clicks until the pointer moves or some time has passed, because the
 * planner aimed at the element below it.
 * @param element the container in which elements appear; rendered from the start.
 * @param appearance changes whenever an element appears; undefined: there is no element.
 */
export const useClickThrough = (element: RefObject<HTMLElement | null>, appearance: unknown): void => {
  const rests = useRef<{ x: number; y: number }>(undefined);

  useEffect(() => {
    const onMove = ({ pointerType, clientX, clientY }: PointerEvent) => {
      // Touch has no resting pointer.
      rests.current = pointerType === 'touch' ? undefined : { x: clientX, y: clientY };
      element.current?.removeAttribute('data-click-through');
    };
    const onDown = (event: PointerEvent) => event.pointerType === 'touch' && onMove(event);
    const options = { capture: true, passive: true };
    return joined(listen(window, ['pointermove'], onMove, options), listen(window, ['pointerdown'], onDown, options));
  }, [element]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: when something appears
  useLayoutEffect(() => {
    const at = rests.current;
    if (!at || !element.current) return;
    const isUnder = [...element.current.children].some((child) => {
      const { left, right, top, bottom } = child.getBoundingClientRect();
      return at.x >= left && at.x <= right && at.y >= top && at.y <= bottom;
    });
    element.current.toggleAttribute('data-click-through', isUnder);
    const timer = setTimeout(() => element.current?.removeAttribute('data-click-through'), SEEN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [appearance]);
};
