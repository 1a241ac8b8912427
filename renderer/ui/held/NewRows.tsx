import type { RefObject } from 'react';
import { useMessages } from '../../store/context.ts';
import { Button } from '../Button.tsx';
import { useYieldToPointer } from '../use-yield-to-pointer.ts';
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
  /** Belongs to what is looked at: on the way to the button nothing may change either. */
  zone: RefObject<HTMLDivElement | null>;
}

/** What came while somebody looks at a list, held back behind a button for which nothing makes room. */
export const NewRows = ({ count, atLeast = false, gender, onShow, zone, place = 'over' }: Props) => {
  const { common } = useMessages();
  useYieldToPointer(zone, count > 0 || undefined);
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
