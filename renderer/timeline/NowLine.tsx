import type { CSSProperties } from 'react';
import { type Day, daysBetween, MINUTES_PER_DAY, wallClock } from '../../shared/time.ts';
import { useNow } from '../ui/use-now.ts';
import styles from './NowLine.module.css';

/** The present minute, when it lies in the period. */
export const NowLine = ({ from, totalMinutes }: { from: Day; totalMinutes: number }) => {
  const { day, minutes } = wallClock(useNow());
  const at = daysBetween(from, day) * MINUTES_PER_DAY + minutes;
  if (at < 0 || at >= totalMinutes) return null;
  return (
    <div className={styles.place} aria-hidden="true">
      <div className={styles.line} style={{ '--start': at } as CSSProperties} />
    </div>
  );
};
