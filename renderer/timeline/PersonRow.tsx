import { memo } from 'react';
import type { HolidayCountry } from '../../shared/working-days.ts';
import { useTimeline } from '../store/context.ts';
import type { RowKey } from '../store/person-plan.ts';
import type { Texts } from '../store/texts.ts';
import { AssignmentBar } from './AssignmentBar.tsx';
import { GhostBar } from './GhostBar.tsx';
import { rowHeaderRole, rowRole } from './grid-roles.ts';
import styles from './PersonRow.module.css';
import type { BarLook } from './scale.ts';

interface Props {
  rowKey: RowKey;
  /** Place among all rows of the grid, its header counted, from 1. */
  rowIndex: number;
  topPx: number;
  heightPx: number;
  totalMinutes: number;
  texts: Texts;
  recentSinceMs: number;
  shortNoticeDays: number;
  country: HolidayCountry | null;
  look: BarLook;
  /** The keyboard is in this row: on a bar, or (null) on the name; undefined when it is elsewhere. */
  activeId: number | null | undefined;
  selectedId: number | null;
}

/** By place, not by id: a row that comes into sight takes over the elements of one that left. Bars have no state of their own. */
const slotOf = (place: number): string => `bar ${place}`;

export const rowHeaderId = (key: RowKey): string => `person-${key ?? 'nobody'}`;

/** One person: the name, and everything planned in the period. */
export const PersonRow = memo((props: Props) => {
  const { rowKey, rowIndex, topPx, heightPx, totalMinutes, texts, look, activeId, selectedId } = props;
  const plan = useTimeline((s) => s.loaded?.plans.get(rowKey));
  const isComparing = useTimeline((s) => s.loaded?.moment.changedSinceMs !== undefined);
  const number = texts.employeeNumber(rowKey);

  // Not a transform: it would put each row on a level of its own, and the line of the present over the names. And no
  // variables: all that is in the row would inherit them, and be styled anew with each row that moves.
  return (
    <div {...rowRole(rowIndex)} className={styles.row} style={{ top: topPx, height: heightPx }}>
      <div
        {...rowHeaderRole}
        id={rowHeaderId(rowKey)}
        className={styles.person}
        data-active={activeId === null || undefined}
        data-nobody={rowKey === null || undefined}
      >
        <span className={styles.name}>{texts.person(rowKey)}</span>
        {number && <span className={styles.number}>{number}</span>}
      </div>
      <div className={styles.track} role="presentation">
        {plan ? (
          plan.placed.map((placed, n) => (
            <AssignmentBar
              key={slotOf(n)}
              placed={placed}
              texts={texts}
              totalMinutes={totalMinutes}
              recentSinceMs={props.recentSinceMs}
              shortNoticeDays={props.shortNoticeDays}
              country={props.country}
              isChanged={isComparing ? plan.changedIds.has(placed.assignment.id) : undefined}
              look={look}
              isActive={activeId === placed.assignment.id}
              isSelected={selectedId === placed.assignment.id}
            />
          ))
        ) : (
          <div className={styles.waiting} aria-hidden="true" />
        )}
        {plan?.ghosts.map((placed) => (
          <GhostBar key={placed.assignment.id} placed={placed} texts={texts} totalMinutes={totalMinutes} look={look} />
        ))}
      </div>
    </div>
  );
});
