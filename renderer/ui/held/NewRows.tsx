import type { RefObject } from 'react';
import { useMessages } from '../../store/context.ts';
import { Button } from '../Button.tsx';
import { useClickThrough } from '../use-click-through.ts';
import styles from './NewRows.module.css';

/** `above` the list, over what stands there; `behind` rows that stand beside each other. */
export type NewRowsPlace = 'over' | 'above' | 'behind';

interface Props {
  /** How many wait. */
  count: number;
  /** There may be more. */
  atLeast?: boolean;
  /** Of what the list holds, for languages in which it matters. */
  gender: 'm' | 'f';
  onShow: () => void;
  /** Where it stands; over the list's upper edge unless said otherwise. */
  place?: NewRowsPlace;
  /** Part of what is looked at: otherwise the list would be released on the way to the button. */
  zone: RefObject<HTMLDivElement | null>;
}

/** The button that shows the new rows of a held list. It takes no room, so that nothing moves for it. */
export const NewRows = ({ count, atLeast = false, gender, onShow, zone, place = 'over' }: Props) => {
  const { common } = useMessages();
  useClickThrough(zone, count > 0 || undefined);
  return (
    <div ref={zone} role="status" className={styles.place} data-place={place}>
      {count > 0 && (
        <Button variant="primary" onClick={onShow}>
          <span aria-hidden="true">↑</span> {common.newOnes(`${count}${atLeast ? '+' : ''}`, count, gender)}
        </Button>
      )}
    </div>
  );
};
