import { useState } from 'react';
import { type HeldList, heldList } from './held-list.ts';

interface Options<T, A> {
  /** The current items, in display order. */
  live: readonly T[];
  idOf: (item: T) => string | number;
  /** The list is in use, see `useLookedAt`. */
  isHeld: boolean;
  /** Identifies the list; another one is shown at once. */
  question?: unknown;
  /** Items that may be added below the last row at once; gets the shown `also`. */
  growsBelow?: ((item: T, also: A | undefined) => boolean) | undefined;
  /** A value that is held together with the list. */
  also?: A | undefined;
}

interface Shown<T, A> extends Pick<Options<T, A>, 'live' | 'isHeld' | 'question'> {
  list: HeldList<T>;
  also: A | undefined;
}

const NONE: HeldList<never> = { rows: [], waiting: 0 };

/**
 * A list in which no row moves while it is in use: new rows wait, removed rows stay in place. `release` shows the current list.
 * `live` and `also` must keep their identity while unchanged, as from `useMemo`.
 */
export const useHeldList = <T, A = undefined>(options: Options<T, A>) => {
  const { live, question, also, idOf, isHeld, growsBelow } = options;
  const start: Shown<T, A> = { list: NONE, live: [], isHeld: false, question, also };
  const [shown, setShown] = useState(start);
  const isOfThis = Object.is(shown.question, question);
  const isCurrent = isOfThis && shown.live === live && shown.isHeld === isHeld && (isHeld || shown.also === also);
  if (!isCurrent) {
    const before = isOfThis ? shown.list : NONE;
    const stays = isHeld && before.rows.length > 0;
    const next = stays ? shown.also : also;
    const grows = growsBelow && ((item: T) => growsBelow(item, next));
    const list = heldList(before, live, { idOf, isHeld, growsBelow: grows });
    setShown({ list, live, isHeld, question, also: next });
  }
  return { ...shown.list, also: shown.also, release: () => setShown(start) };
};

/** A value that does not change while the list is in use. It must keep its identity while unchanged, as from `useMemo`. */
export const useHeldValue = <T>(isHeld: boolean, value: T): T => {
  const [kept, setKept] = useState(() => value);
  if (!isHeld && !Object.is(kept, value)) setKept(() => value);
  return isHeld ? kept : value;
};
