import type { CSSProperties } from 'react';
import { useMessages } from '../../store/context.ts';
import type { Texts } from '../../store/texts.ts';
import { groupHeaderRole, rowRole } from '../grid-roles.ts';
import styles from './GroupRow.module.css';

interface Props {
  activityId: string | null;
  /** How many rows it has. */
  count: number;
  /** Place among all rows of the grid, its header counted, from 1. */
  rowIndex: number;
  columns: number;
  topPx: number;
  /** Down to the end of its last row: the heading stays in sight as long as one of them is. */
  heightPx: number;
  texts: Texts;
}

/** The heading over all people who mostly do one activity. */
export const GroupRow = ({ activityId, count, rowIndex, columns, topPx, heightPx, texts }: Props) => {
  const { plan } = useMessages();
  const name = activityId === null ? plan.withoutActivityGroup : texts.activity(activityId);
  return (
    <div
      {...rowRole(rowIndex)}
      className={styles.group}
      style={{ '--top': `${topPx}px`, '--height': `${heightPx}px` } as CSSProperties}
    >
      <div {...groupHeaderRole(columns)} className={styles.head}>
        <span className={styles.name} data-hue={activityId === null ? 7 : texts.activityIndex(activityId) % 7}>
          {name}
        </span>
        <span className={styles.count}>{plan.people(count, texts.number(count))}</span>
      </div>
    </div>
  );
};
