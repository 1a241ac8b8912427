import { type CSSProperties, memo } from 'react';
import { type Day, weekday } from '../../../shared/time.ts';
import { positionStyle } from '../percent.ts';
import styles from './DayColumns.module.css';

interface Props {
  days: readonly Day[];
  today: Day;
  /** Hours between hour lines; 24: no hour lines. */
  hourStep: number;
}

/** Background columns for days, weekends and today. They have the height of the viewport and do not scroll vertically. */
export const DayColumns = memo(({ days, today, hourStep }: Props) => (
  <div className={styles.place} aria-hidden="true">
    <div
      className={styles.columns}
      style={{ '--hours': hourStep } as CSSProperties}
      data-hours={hourStep < 24 || undefined}
    >
      {days.map((day, index) => (
        <div
          key={day}
          className={styles.day}
          style={positionStyle(index, 1, days.length)}
          data-weekend={weekday(day) >= 5 || undefined}
          data-today={day === today || undefined}
          data-monday={weekday(day) === 0 || undefined}
        />
      ))}
    </div>
  </div>
));
