import { type CSSProperties, memo } from 'react';
import { dayOf, MINUTES_PER_DAY } from '../../shared/time.ts';
import { isShortNotice } from '../../shared/working-days.ts';
import type { PlacedAssignment } from '../store/person-plan.ts';
import type { Texts } from '../store/texts.ts';
import { Icon } from '../ui/icons.tsx';
import styles from './AssignmentBar.module.css';
import { barSentence, hueOf, timesAt, whatOf } from './bar-words.ts';
import { cellRole } from './grid-roles.ts';
import { clipSpan, type Detail } from './scale.ts';

interface Props {
  placed: PlacedAssignment;
  texts: Texts;
  totalMinutes: number;
  /** Changed after this: marked with a dot. */
  recentSinceMs: number;
  /** Fewer working days than this between change and start: a clock. */
  shortNoticeDays: number;
  /** Whether it differs since the moment asked about; undefined: none was. */
  isChanged: boolean | undefined;
  /** How much there is room to say. */
  detail: Detail;
  isActive: boolean;
  isSelected: boolean;
}

/** A change this young pulses, once. */
const FRESH_MS = 3000;

export const barId = (id: number): string => `bar-${id}`;

/** One assignment at its place on the wall clock. The stylesheet turns minutes into pixels. */
export const AssignmentBar = memo(
  ({ placed, texts, totalMinutes, recentSinceMs, shortNoticeDays, isChanged, detail, isActive, isSelected }: Props) => {
    const { assignment: a, span, lane, roomUntil } = placed;
    const { start, end, cutStart, cutEnd } = clipSpan(span, totalMinutes);
    const isRecent = a.changedAtMs !== null && a.changedAtMs > recentSinceMs;
    const isShort = a.changedAtMs !== null && isShortNotice(dayOf(a.changedAtMs), a.from, shortNoticeDays);
    const isFresh = a.changedAtMs !== null && Date.now() - a.changedAtMs < FRESH_MS;
    const sentence = barSentence(a, { isRecent, isShort, isChanged: isChanged === true }, texts);
    const style = {
      '--start': start,
      '--length': end - start,
      '--room': Math.max(end, Math.min(roomUntil, totalMinutes)) - start,
      '--lane': lane,
    } as CSSProperties;

    return (
      <div
        {...cellRole(Math.floor(start / MINUTES_PER_DAY) + 2, sentence, isSelected)}
        id={barId(a.id)}
        className={styles.bar}
        style={style}
        data-bar={a.id}
        data-hue={hueOf(a, texts)}
        data-rejected={a.isRejected === true || undefined}
        data-recent={isRecent || undefined}
        data-unchanged={isChanged === false || undefined}
        data-changed={isChanged || undefined}
        data-active={isActive || undefined}
        data-cut-start={cutStart || undefined}
        data-cut-end={cutEnd || undefined}
        data-open-ended={a.until === null || undefined}
      >
        <div className={styles.label}>
          <span className={styles.what}>{whatOf(a, texts)}</span>
          <span className={styles.when}>{timesAt(detail, a, texts)}</span>
        </div>
        {isShort && (
          <span className={styles.short}>
            <Icon name="clock" size={11} />
          </span>
        )}
        {isFresh && <span key={a.seq} className={styles.pulse} />}
      </div>
    );
  },
);
