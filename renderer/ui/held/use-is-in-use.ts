import { type RefObject, useEffect, useState } from 'react';
import { joined, listen } from '../../listeners.ts';

type Zone = RefObject<HTMLElement | null>;

/** The browser sends the click of a tap some time after the finger is lifted, to the element at that position then. */
const TAP_MS = 700;

const isIn = (zones: readonly Zone[], target: unknown): boolean =>
  target instanceof Node && zones.some(({ current }) => current?.contains(target));

/**
 * Whether the pointer or a finger is on one of these elements.
 * @param zones must be the same refs in every render.
 */
export const usePointerOver = (...zones: readonly Zone[]): boolean => {
  const [isOver, setIsOver] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the zones are always the same ones
  useEffect(() => {
    let lifting: ReturnType<typeof setTimeout> | undefined;
    const onOver = ({ pointerType, target }: PointerEvent) => {
      // Ignored for touch: browsers send this event even after the finger was lifted.
      if (pointerType !== 'touch') setIsOver(isIn(zones, target));
    };
    const onDown = ({ pointerType, target }: PointerEvent) => {
      if (pointerType !== 'touch') return;
      clearTimeout(lifting);
      setIsOver(isIn(zones, target));
    };
    const onLift = ({ pointerType }: PointerEvent) => {
      if (pointerType !== 'touch') return;
      clearTimeout(lifting);
      lifting = setTimeout(() => setIsOver(false), TAP_MS);
    };
    // Fires for each element under the pointer, also when the page moves and the pointer does not.
    return joined(
      listen(document, ['pointerover'], onOver),
      listen(document, ['pointerdown'], onDown),
      listen(document, ['pointerup', 'pointercancel'], onLift),
      listen(document.documentElement, ['mouseleave'], () => setIsOver(false)),
      () => clearTimeout(lifting),
    );
  }, []);
  return isOver;
};

/** Whether one of these elements contains the focus, moved there by the keyboard and not by a click. */
const useKeyboardIn = (zones: readonly Zone[]): boolean => {
  const [isThere, setIsThere] = useState(false);
  const update = () => {
    const { activeElement } = document;
    setIsThere(isIn(zones, activeElement) && activeElement?.matches(':focus-visible') === true);
  };
  // The focused element may have been removed, for which there is no event.
  useEffect(update);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the zones are always the same ones
  useEffect(() => {
    // While the focus moves, no element has it.
    const onOut = () => queueMicrotask(update);
    return joined(listen(document, ['focusin'], update), listen(document, ['focusout'], onOut));
  }, []);
  return isThere;
};

const usePageVisible = (): boolean => {
  const [isVisible, setIsVisible] = useState(() => document.visibilityState === 'visible');
  useEffect(() => {
    const update = () => setIsVisible(document.visibilityState === 'visible');
    return listen(document, ['visibilitychange'], update);
  }, []);
  return isVisible;
};

/**
 * Whether one of these elements is in use: the pointer or a finger is on it, or the keyboard focus is in it.
 * @param zones must be the same refs in every render.
 */
export const useIsInUse = (...zones: readonly Zone[]): boolean => {
  const isOver = usePointerOver(...zones);
  const isKeyboardThere = useKeyboardIn(zones);
  const isVisible = usePageVisible();
  return isVisible && (isOver || isKeyboardThere);
};
