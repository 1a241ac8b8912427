import { type LiHTMLAttributes, type ReactNode, useRef } from 'react';
import { classNames } from '../class-names.ts';
import { PartBoundary } from '../PartBoundary.tsx';
import { useKeepFocus } from '../use-keep-focus.ts';
import styles from './HeldRows.module.css';
import { NewRows } from './NewRows.tsx';
import { useHeldList } from './use-held-list.ts';
import { useLookedAt } from './use-looked-at.ts';

type RowAttributes = LiHTMLAttributes<HTMLLIElement> & { [data: `data-${string}`]: unknown };

interface Props<T> {
  /** In the order in which they are shown; the same array as long as it says the same. */
  items: readonly T[];
  idOf: (item: T) => string | number;
  /** Of what the list holds, for languages in which it matters. */
  gender: 'm' | 'f';
  /** Something else than the pointer or the keyboard holds the list. */
  isHeld?: boolean;
  question?: unknown;
  growsBelow?: (item: T) => boolean;
  /** The rows stand beside each other. */
  isInline?: boolean;
  label?: string | undefined;
  className?: string | undefined;
  /** Of the row itself. */
  attributesOf?: (item: T) => RowAttributes;
  /** Shown below the rows, as part of the list. */
  below?: ReactNode;
  children: (item: T) => ReactNode;
}

/**
 * A list that changes by itself, and in which nothing moves while it is looked at. A row that has left stays until the list is
 * released, struck through, and nothing in it can be pressed.
 */
export const HeldRows = <T,>(props: Props<T>) => {
  const { items, gender, label, className, attributesOf, below, children, isInline = false, ...options } = props;
  const zone = useRef<HTMLDivElement>(null);
  const newRows = useRef<HTMLDivElement>(null);
  const isLookedAt = useLookedAt(zone);
  const { rows, waiting, release } = useHeldList({
    ...options,
    live: items,
    isHeld: isLookedAt || options.isHeld === true,
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
      <NewRows zone={newRows} count={waiting} gender={gender} place={isInline ? 'behind' : 'above'} onShow={release} />
    </div>
  );
};
