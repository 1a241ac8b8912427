import type { ReactNode } from 'react';
import styles from './Chip.module.css';

interface Props {
  pressed: boolean;
  onToggle: () => void;
  children: ReactNode;
}

/** One of several conditions that can be on together. */
export const Chip = ({ pressed, onToggle, children }: Props) => (
  <button type="button" className={styles.chip} aria-pressed={pressed} onClick={onToggle}>
    <span className={styles.tick} aria-hidden="true">
      {pressed ? '✓' : '+'}
    </span>
    {children}
  </button>
);
