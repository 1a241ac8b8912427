import type { RefObject } from 'react';
import { useMessages } from '../../store/context.ts';
import { Button } from '../Button.tsx';
import { useClickThrough } from '../use-click-through.ts';
import styles from './NewRows.module.css';

/** `inside-top`: over the first rows. `outside-top`: above the list. `after`: after rows placed next to each other. */
type NewRowsPlace = 'inside-top' | 'outside-top' | 'after';

interface Props {
  /** Number of new rows. */
  count: number;
  /** There may be more. */
  atLeast?: boolean;
  /** Grammatical gender of the items, for languages that have it. */
  gender: 'm' | 'f';
  onShow: () => void;
  /** `inside-top` by default. */
  place?: NewRowsPlace;
  /** The element of the button. It counts as part of the list, so that the list is not released on the way to the button. */
  zone: RefObject<HTMLDivElement | null>;
}

/** Button that shows the new rows of a held list. It takes no space, so that nothing moves. */
export const NewRows = ({ count, atLeast = false, gender, onShow, zone, place = 'inside-top' }: Props) => {
  const { common } = useMessages();
  useClickThrough(zone, count > 0 || undefined);
  return (
    <div ref={zone} role="status" className={styles.place} data-place={place}>
      {count > 0 && (
        <Button variant="primary" onClick={onShow}>
          <span aria-hidden="true">↑</span> {common.newRows(`${count}${atLeast ? '+' : ''}`, count, gender)}
        </Button>
      )}
    </div>
  );
};
