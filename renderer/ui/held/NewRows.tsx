import type { RefObject } from 'react';
import { Button } from '../Button.tsx';
import { useYieldToPointer } from '../use-yield-to-pointer.ts';
import styles from './NewRows.module.css';

interface Props {
  /** How many wait. */
  count: number;
  /** `2 new`. */
  label: string;
  onShow: () => void;
  /** Belongs to what is looked at: on the way to the button nothing may change either. */
  zone: RefObject<HTMLDivElement | null>;
}

/** What came while somebody looks at a list, held back behind a button over the list's upper edge. */
export const NewRows = ({ count, label, onShow, zone }: Props) => {
  useYieldToPointer(zone, count > 0 || undefined);
  return (
    <div ref={zone} role="status" className={styles.place}>
      {count > 0 && (
        <Button variant="primary" onClick={onShow}>
          <span aria-hidden="true">↑</span> {label}
        </Button>
      )}
    </div>
  );
};
