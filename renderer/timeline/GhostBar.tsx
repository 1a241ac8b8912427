import { memo } from 'react';
import { MINUTES_PER_DAY } from '../../shared/time.ts';
import type { PlacedAssignment } from '../store/person-plan.ts';
import type { Texts } from '../store/texts.ts';
import styles from './AssignmentBar.module.css';
import { barPlace } from './bar-place.ts';
import { barText, ghostSentence } from './bar-words.ts';
import { cellRole } from './grid-roles.ts';
import type { BarLook } from './scale.ts';

interface Props {
  placed: PlacedAssignment;
  texts: Texts;
  totalMinutes: number;
  look: BarLook;
}

/** Where an assignment was before it moved or left the plan. */
export const GhostBar = memo(({ placed, texts, totalMinutes, look }: Props) => {
  const { assignment: a } = placed;
  const { start, isLong, place, words } = barPlace(placed, totalMinutes, look);
  return (
    <div
      {...cellRole(Math.floor(start / MINUTES_PER_DAY) + 2, ghostSentence(a, texts), false)}
      className={styles.ghost}
      style={place}
      data-bar={a.id}
      data-long={isLong || undefined}
      data-removed={a.deleted || undefined}
    >
      <div className={styles.label} style={words}>
        {barText(a, look, texts)}
      </div>
    </div>
  );
});
