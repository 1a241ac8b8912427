import { memo } from 'react';
import { dayOf, MINUTES_PER_DAY } from '../../shared/time.ts';
import { type HolidayCountry, isShortNotice } from '../../shared/working-days.ts';
import type { PlacedAssignment } from '../store/person-plan.ts';
import type { Texts } from '../store/texts.ts';
import { Icon } from '../ui/icons.tsx';
import styles from './AssignmentBar.module.css';
import { barPlace } from './bar-place.ts';
import { barSentence, barText, hueOf } from './bar-words.ts';
import { cellRole } from './grid-roles.ts';
import type { BarLook } from './scale.ts';

interface Props {
  placed: PlacedAssignment;
  texts: Texts;
  totalMinutes: number;
  /** Changed after this: marked with a dot. */
  recentSinceMs: number;
  /** Fewer working days than this between change and start: a clock. */
  shortNoticeDays: number;
  /** Whose holidays are no working days. */
  country: HolidayCountry | null;
  /** Whether it differs since the moment asked about; undefined: none was. */
  isChanged: boolean | undefined;
  look: BarLook;
  isActive: boolean;
  isSelected: boolean;
}

/** A change this young pulses, once. */
const FRESH_MS = 3000;

export const barId = (id: number): string => `bar-${id}`;

/** One assignment at its place on the wall clock. The stylesheet turns minutes into pixels. */
export const AssignmentBar = memo((props: Props) => {
  const {
    placed,
    texts,
    totalMinutes,
    recentSinceMs,
    shortNoticeDays,
    country,
    isChanged,
    look,
    isActive,
    isSelected,
  } = props;
  const { assignment: a } = placed;
  const { start, cutStart, cutEnd, isLong, place, words } = barPlace(placed, totalMinutes, look);
  const isRecent = a.changedAtMs !== null && a.changedAtMs > recentSinceMs;
  const isShort = a.changedAtMs !== null && isShortNotice(dayOf(a.changedAtMs), a.from, shortNoticeDays, country);
  const isFresh = a.changedAtMs !== null && Date.now() - a.changedAtMs < FRESH_MS;
  const sentence = barSentence(a, { isRecent, isShort, isChanged: isChanged === true }, texts);

  return (
    <div
      {...cellRole(Math.floor(start / MINUTES_PER_DAY) + 2, sentence, isSelected)}
      id={barId(a.id)}
      className={styles.bar}
      style={place}
      data-bar={a.id}
      data-hue={hueOf(a, texts)}
      data-long={isLong || undefined}
      data-rejected={a.isRejected === true || undefined}
      data-recent={isRecent || undefined}
      data-unchanged={isChanged === false || undefined}
      data-changed={isChanged || undefined}
      data-active={isActive || undefined}
      data-cut-start={cutStart || undefined}
      data-cut-end={cutEnd || undefined}
      data-open-ended={a.until === null || undefined}
    >
      <div className={styles.label} style={words}>
        {barText(a, look, texts)}
      </div>
      {isShort && (
        <span className={styles.short}>
          <Icon name="clock" size={11} />
        </span>
      )}
      {isFresh && <span key={a.seq} className={styles.pulse} />}
    </div>
  );
});
