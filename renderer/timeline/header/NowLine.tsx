import { type CSSProperties, memo } from 'react';
import { type Day, daysBetween, MINUTES_PER_DAY, wallClock } from '../../../shared/time.ts';
import { useNow } from '../../ui/use-now.ts';
import styles from './NowLine.module.css';

interface Props {
  from: Day;
  totalMinutes: number;
  /** The as-of moment; undefined: now. */
  atMs: number | undefined;
}

/** Line at the current or as-of time, if inside the period. */
export const NowLine = memo(({ from, totalMinutes, atMs }: Props) => {
  const now = useNow();
  const { day, minutes } = wallClock(atMs ?? now);
  const at = daysBetween(from, day) * MINUTES_PER_DAY + minutes;
  if (at < 0 || at >= totalMinutes) return null;
  return (
    <div className={styles.place} aria-hidden="true">
      <div
        className={styles.line}
        data-past={atMs !== undefined || undefined}
        style={{ '--at': at / totalMinutes } as CSSProperties}
      />
    </div>
  );
});
