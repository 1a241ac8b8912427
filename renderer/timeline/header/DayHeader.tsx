import { memo } from 'react';
import { formatDay } from '../../../shared/i18n/format.ts';
import { type Day, formatClock, isoWeek, weekday } from '../../../shared/time.ts';
import { useLanguage, useMessages } from '../../store/context.ts';
import { columnHeaderAttributes, rowAttributes, rowGroupAttributes } from '../grid-attributes.ts';
import { positionStyle } from '../percent.ts';
import styles from './DayHeader.module.css';

interface Props {
  days: readonly Day[];
  today: Day;
  /** Hours between two marks; 24: none. */
  hourStep: number;
  /** Narrow days: weekday letter and number only. */
  isNarrow: boolean;
  /** Shows the month beside the day number; false when days are too narrow. */
  showsMonth: boolean;
  /** Number of people as text. */
  peopleText: string;
}

/** Sticky header with weeks, days and hours. Positions are percentages, so a zoom does not render it again. */
export const DayHeader = memo(({ days, today, hourStep, isNarrow, showsMonth, peopleText }: Props) => {
  const { plan } = useMessages();
  const language = useLanguage();
  return (
    <div {...rowGroupAttributes} className={styles.header}>
      <div {...rowAttributes(1)} className={styles.row}>
        <div {...columnHeaderAttributes(1)} className={styles.corner}>
          {peopleText || plan.person}
        </div>
        <div className={styles.weeks} aria-hidden="true">
          {weeksOf(days).map(({ first, index, length }) => (
            <div key={first} className={styles.week} style={positionStyle(index, length, days.length)}>
              <span className={styles.weekText}>
                <strong>{isNarrow && length < 4 ? isoWeek(first) : plan.weekLong(isoWeek(first))}</strong>
                {(length > 2 || days.length <= 2) && (
                  <span>{formatDay(first, language, { month: 'long', year: 'numeric' })}</span>
                )}
              </span>
            </div>
          ))}
        </div>
        <div className={styles.days} role="presentation">
          {days.map((day, index) => (
            <div
              key={day}
              {...columnHeaderAttributes(
                index + 2,
                formatDay(day, language, { weekday: 'long', day: 'numeric', month: 'long' }),
              )}
              className={styles.day}
              style={positionStyle(index, 1, days.length)}
              aria-current={day === today ? 'date' : undefined}
              data-weekend={weekday(day) >= 5 || undefined}
            >
              <span className={styles.dayText}>
                <span>{formatDay(day, language, { weekday: isNarrow ? 'narrow' : 'short' })}</span>
                <strong>
                  {showsMonth ? formatDay(day, language, { day: 'numeric', month: 'short' }) : Number(day.slice(8))}
                </strong>
              </span>
              {hourStep < 24 && <HourMarks step={hourStep} />}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
});

const HourMarks = ({ step }: { step: number }) => (
  <span className={styles.hours} aria-hidden="true">
    {Array.from({ length: 24 / step }, (_, i) => i * step).map((hour) => (
      <span key={hour} className={styles.hour} style={positionStyle(hour, step, 24)}>
        {formatClock(hour * 60)}
      </span>
    ))}
  </span>
);

/** The weeks in the period: first day, index and number of days. */
const weeksOf = (days: readonly Day[]): { first: Day; index: number; length: number }[] => {
  const weeks: { first: Day; index: number; length: number }[] = [];
  for (const [index, day] of days.entries()) {
    const current = weeks.at(-1);
    if (current && weekday(day) !== 0) current.length += 1;
    else weeks.push({ first: day, index, length: 1 });
  }
  return weeks;
};
