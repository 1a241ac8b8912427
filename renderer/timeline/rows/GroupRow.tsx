import type { CSSProperties } from 'react';
import { useMessages } from '../../store/context.ts';
import type { Texts } from '../../store/texts.ts';
import { groupHeaderAttributes, rowAttributes } from '../grid-attributes.ts';
import { hueOfActivity } from './bar-text.ts';
import styles from './GroupRow.module.css';
import { HUES } from './hues.ts';

interface Props {
  activityId: string | null;
  /** Number of rows in the group. */
  count: number;
  /** aria-rowindex: from 1, including the header row. */
  rowIndex: number;
  columns: number;
  topPx: number;
  /** Height of the whole group, so that the sticky heading stays visible with its rows. */
  heightPx: number;
  texts: Texts;
}

/** Heading of a group of people with the same main activity. */
export const GroupRow = ({ activityId, count, rowIndex, columns, topPx, heightPx, texts }: Props) => {
  const { plan } = useMessages();
  const name = activityId === null ? plan.withoutActivityGroup : texts.activity(activityId);
  return (
    <div
      {...rowAttributes(rowIndex)}
      className={styles.group}
      style={{ '--top': `${topPx}px`, '--height': `${heightPx}px` } as CSSProperties}
    >
      <div {...groupHeaderAttributes(columns)} className={styles.head}>
        <span className={styles.name} style={{ borderColor: HUES[hueOfActivity(activityId, texts)]?.edge }}>
          {name}
        </span>
        <span className={styles.count}>{plan.people(count, texts.number(count))}</span>
      </div>
    </div>
  );
};
