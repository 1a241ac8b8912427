import { type LiHTMLAttributes, type ReactNode, useRef } from 'react';
import { classNames } from '../class-names.ts';
import { PartBoundary } from '../PartBoundary.tsx';
import { useKeepFocus } from '../use-keep-focus.ts';
import styles from './HeldRows.module.css';
import { NewRows } from './NewRows.tsx';
import { useHeldList } from './use-held-list.ts';
import { useIsInUse } from './use-is-in-use.ts';

type RowAttributes = LiHTMLAttributes<HTMLLIElement> & { [data: `data-${string}`]: unknown };

interface Props<T> {
  /** In display order; must keep its identity while unchanged. */
  items: readonly T[];
  idOf: (item: T) => string | number;
  /** Grammatical gender of the items, for languages that have it. */
  gender: 'm' | 'f';
  /** Also holds the list when neither pointer nor keyboard is in it. */
  isHeld?: boolean;
  /** Identifies the list: when it changes, the new list is shown immediately. */
  question?: unknown;
  /** Whether an item may be added below the last row while the list is in use. */
  growsBelow?: (item: T) => boolean;
  /** The rows are placed next to each other. */
  isInline?: boolean;
  label?: string | undefined;
  className?: string | undefined;
  /** Attributes of the row element. */
  attributesOf?: (item: T) => RowAttributes;
  /** Shown below the rows, as part of the list. */
  below?: ReactNode;
  children: (item: T) => ReactNode;
}

/**
 * A list that follows the data, but in which no row moves while the list is in use. A removed row stays until the list is
 * released, struck through and inert.
 */
export const HeldRows = <T,>(props: Props<T>) => {
  const {
    items,
    gender,
    label,
    className,
    attributesOf,
    below,
    children,
    isInline = false,
    question,
    growsBelow,
    ...options
  } = props;
  const zone = useRef<HTMLDivElement>(null);
  const newRows = useRef<HTMLDivElement>(null);
  const isInUse = useIsInUse(zone);
  const { rows, newCount, release } = useHeldList({
    ...options,
    current: items,
    listId: question,
    mayAppend: growsBelow,
    isHeld: isInUse || options.isHeld === true,
  });
  useKeepFocus(zone);
  return (
    <div ref={zone} className={classNames(styles.zone, isInline && styles.inline)}>
      <ul className={className} aria-label={label}>
        {rows.map(({ id, item, now }) => (
          <li
            key={id}
            data-row-item
            {...attributesOf?.(now ?? item)}
            data-gone={now === undefined || undefined}
            inert={now === undefined}
            aria-hidden={now === undefined || undefined}
          >
            <PartBoundary>{children(now ?? item)}</PartBoundary>
          </li>
        ))}
      </ul>
      {below}
      <NewRows
        zone={newRows}
        count={newCount}
        gender={gender}
        place={isInline ? 'after' : 'outside-top'}
        onShow={release}
      />
    </div>
  );
};
