import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useNavigation } from '../store/context.ts';
import styles from './Frame.module.css';

/**
 * What stands above a screen. While the pointer rests on the screen it keeps its height: what appears covers the screen's upper
 * edge, what disappears leaves its room empty, and nothing below moves.
 */
export const HeldHeight = ({ isHeld, children }: { isHeld: boolean; children: ReactNode }) => {
  const place = useRef<HTMLDivElement>(null);
  const screen = useNavigation((s) => s.screen);
  // biome-ignore lint/correctness/useExhaustiveDependencies: over another screen stands something else
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
