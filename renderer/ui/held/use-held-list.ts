import { useState } from 'react';
import { type HeldList, heldList } from './held-list.ts';

interface Options<T, A> {
  /** The current items, in display order. */
  current: readonly T[];
  idOf: (item: T) => string | number;
  /** The list is in use, see `useIsInUse`. */
  isHeld: boolean;
  /** Identifies the list. When it changes, the new list is shown immediately. */
  listId?: unknown;
  /** Whether an item may be added below the last row while the list is in use. `extra`: the value of the shown list. */
  mayAppend?: ((item: T, extra: A | undefined) => boolean) | undefined;
  /** A value that changes only together with the list. */
  extra?: A | undefined;
}

interface Shown<T, A> extends Pick<Options<T, A>, 'current' | 'isHeld' | 'listId'> {
  list: HeldList<T>;
  extra: A | undefined;
}

const NONE: HeldList<never> = { rows: [], newCount: 0 };

/**
 * A list in which no row moves while it is in use: new rows are only counted, removed rows stay in place. `release` shows the current list.
 * `current` and `extra` must keep their identity while unchanged, as from `useMemo`.
 */
export const useHeldList = <T, A = undefined>(options: Options<T, A>) => {
  const { current, listId, extra, idOf, isHeld, mayAppend } = options;
  const start: Shown<T, A> = { list: NONE, current: [], isHeld: false, listId, extra };
  const [shown, setShown] = useState(start);
  const isSameList = Object.is(shown.listId, listId);
  const isCurrent =
    isSameList && shown.current === current && shown.isHeld === isHeld && (isHeld || shown.extra === extra);
  if (!isCurrent) {
    const before = isSameList ? shown.list : NONE;
    const isKept = isHeld && before.rows.length > 0;
    const nextExtra = isKept ? shown.extra : extra;
    const mayAppendItem = mayAppend && ((item: T) => mayAppend(item, nextExtra));
    const list = heldList(before, current, { idOf, isHeld, mayAppend: mayAppendItem });
    setShown({ list, current, isHeld, listId, extra: nextExtra });
  }
  return { ...shown.list, extra: shown.extra, release: () => setShown(start) };
};

/** A value that does not change while the list is in use. It must keep its identity while unchanged, as from `useMemo`. */
export const useHeldValue = <T>(isHeld: boolean, value: T): T => {
  const [kept, setKept] = useState(() => value);
  if (!isHeld && !Object.is(kept, value)) setKept(() => value);
  return isHeld ? kept : value;
};
