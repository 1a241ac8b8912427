import { type RefObject, useEffect, useState } from 'react';

type Zone = RefObject<HTMLElement | null>;

/** How long a tap is on its way once the finger is lifted: its click comes later, and goes to what lies there then. */
const TAP_MS = 700;

const isIn = (zones: readonly Zone[], target: unknown): boolean =>
  target instanceof Node && zones.some(({ current }) => current?.contains(target));

/**
 * Whether the pointer rests on one of these elements, or a finger is on it.
 * @param zones always the same ones.
 */
export const usePointerOver = (...zones: readonly Zone[]): boolean => {
  const [isOver, setIsOver] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the zones are always the same ones
  useEffect(() => {
    let lifting: ReturnType<typeof setTimeout> | undefined;
    const onOver = ({ pointerType, target }: PointerEvent) => {
      // A finger that was lifted rests nowhere, whatever the browser says.
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
    const onLeave = () => setIsOver(false);
    // Told of every element that comes under the pointer, also when the pointer rests and the page moves.
    document.addEventListener('pointerover', onOver);
    document.addEventListener('pointerdown', onDown);
    document.addEventListener('pointerup', onLift);
    document.addEventListener('pointercancel', onLift);
    document.documentElement.addEventListener('mouseleave', onLeave);
    return () => {
      clearTimeout(lifting);
      document.removeEventListener('pointerover', onOver);
      document.removeEventListener('pointerdown', onDown);
      document.removeEventListener('pointerup', onLift);
      document.removeEventListener('pointercancel', onLift);
      document.documentElement.removeEventListener('mouseleave', onLeave);
    };
  }, []);
  return isOver;
};

/** Whether the keyboard is in one of these elements. A click leaves the focus where it was, too, and is no keyboard. */
const useKeyboardIn = (zones: readonly Zone[]): boolean => {
  const [isThere, setIsThere] = useState(false);
  const update = () => {
    const { activeElement } = document;
    setIsThere(isIn(zones, activeElement) && activeElement?.matches(':focus-visible') === true);
  };
  // What had the focus may have been taken away, of which the browser says nothing.
  useEffect(update);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the zones are always the same ones
  useEffect(() => {
    // On its way from one element to the next the focus is nowhere.
    const onOut = () => queueMicrotask(update);
    document.addEventListener('focusin', update);
    document.addEventListener('focusout', onOut);
    return () => {
      document.removeEventListener('focusin', update);
      document.removeEventListener('focusout', onOut);
    };
  }, []);
  return isThere;
};

const usePageVisible = (): boolean => {
  const [isVisible, setIsVisible] = useState(() => document.visibilityState === 'visible');
  useEffect(() => {
    const update = () => setIsVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', update);
    return () => document.removeEventListener('visibilitychange', update);
  }, []);
  return isVisible;
};

/**
 * Whether somebody looks at one of these elements: the pointer rests on it, a finger is on it, or the keyboard is in it.
 * @param zones always the same ones.
 */
export const useLookedAt = (...zones: readonly Zone[]): boolean => {
  const isOver = usePointerOver(...zones);
  const isKeyboardThere = useKeyboardIn(zones);
  const isVisible = usePageVisible();
  return isVisible && (isOver || isKeyboardThere);
};
