import { type CSSProperties, memo } from 'react';
import { MINUTES_PER_DAY } from '../../shared/time.ts';
import type { PlacedAssignment } from '../store/person-plan.ts';
import type { Texts } from '../store/texts.ts';
import styles from './AssignmentBar.module.css';
import { ghostSentence, timesAt, whatOf } from './bar-words.ts';
import { cellRole } from './grid-roles.ts';
import { clipSpan, type Detail } from './scale.ts';

interface Props {
  placed: PlacedAssignment;
  texts: Texts;
  totalMinutes: number;
  detail: Detail;
}

/** Where an assignment was before it moved or left the plan. */
export const GhostBar = memo(
  ({ placed: { assignment: a, span, lane, roomUntil }, texts, totalMinutes, detail }: Props) => {
    const { start, end } = clipSpan(span, totalMinutes);
    return (
      <div
        {...cellRole(Math.floor(start / MINUTES_PER_DAY) + 2, ghostSentence(a, texts), false)}
        className={styles.ghost}
        style={
          {
            '--start': start,
            '--length': end - start,
            '--room': Math.max(end, Math.min(roomUntil, totalMinutes)) - start,
            '--lane': lane,
          } as CSSProperties
        }
        data-bar={a.id}
        data-removed={a.deleted || undefined}
      >
        <div className={styles.label}>
          <span className={styles.what}>{whatOf(a, texts)}</span>
          <span className={styles.when}>{timesAt(detail, a, texts)}</span>
        </div>
      </div>
    );
  },
);
