import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useNavigation } from '../store/context.ts';
import styles from './Frame.module.css';

/**
 * The area above a screen. Its height is fixed while the pointer is over the screen: a banner that appears covers the screen's
 * upper edge, one that disappears leaves a gap, and nothing below moves.
 */
export const HeldHeight = ({ isHeld, children }: { isHeld: boolean; children: ReactNode }) => {
  const place = useRef<HTMLDivElement>(null);
  const screen = useNavigation((s) => s.screen);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the content depends on the screen
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    element.style.height = '';
    if (isHeld) element.style.height = `${element.offsetHeight}px`;
  }, [isHeld, screen]);
  return (
    <div ref={place} className={styles.heldHeight}>
      {children}
    </div>
  );
};
