import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useNavigation } from '../store/context.ts';
import styles from './Frame.module.css';

/**
 * What stands over a screen. While the pointer rests on the screen it takes as much room as it did before: what comes lies
 * over the screen's upper edge, what goes leaves its room empty, and nothing below moves.
 */
export const SteadyPlace = ({ isHeld, children }: { isHeld: boolean; children: ReactNode }) => {
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
    <div ref={place} className={styles.steady}>
      {children}
    </div>
  );
};
