import type { ReactNode } from 'react';
import styles from './Chip.module.css';

interface Props {
  pressed: boolean;
  onToggle: () => void;
  /** How much it would find. */
  count?: string | undefined;
  children: ReactNode;
}

/** One of several conditions that can be on together. */
export const Chip = ({ pressed, onToggle, count, children }: Props) => (
  <button type="button" className={styles.chip} aria-pressed={pressed} onClick={onToggle}>
    <span className={styles.tick} aria-hidden="true">
      {pressed ? '✓' : '+'}
    </span>
    {children}
    {count !== undefined && <span className={styles.count}>{count}</span>}
  </button>
);
