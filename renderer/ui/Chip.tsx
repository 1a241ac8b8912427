import type { ReactNode } from 'react';
import styles from './Chip.module.css';

interface Props {
  pressed: boolean;
  onToggle: () => void;
  /** Number of results with this filter. */
  count?: string | undefined;
  children: ReactNode;
}

/** A toggle for one of several filters. */
export const Chip = ({ pressed, onToggle, count, children }: Props) => (
  <button type="button" className={styles.chip} aria-pressed={pressed} onClick={onToggle}>
    <span className={styles.tick} aria-hidden="true">
      {pressed ? '✓' : '+'}
    </span>
    {children}
    {count !== undefined && <span className={styles.count}>{count}</span>}
  </button>
);
