import { useState } from 'react';
import { type HeldList, heldList } from './held-list.ts';

interface Options<T, A> {
  /** As the data is now, in the order in which it would be shown. */
  live: readonly T[];
  idOf: (item: T) => string | number;
  /** The list is looked at, see `useLookedAt`. */
  isHeld: boolean;
  /** Which list it is: another one is shown at once. */
  question?: unknown;
  /** Which items may follow the last row at once; `also` as it is shown. */
  growsBelow?: ((item: T, also: A | undefined) => boolean) | undefined;
  /** What else belongs to the list as it is shown. */
  also?: A | undefined;
}

interface Shown<T, A> extends Pick<Options<T, A>, 'live' | 'isHeld' | 'question'> {
  list: HeldList<T>;
  also: A | undefined;
}

const NONE: HeldList<never> = { rows: [], waiting: 0 };

/**
 * A list in which nothing moves while it is looked at: new rows wait, rows that have left stay in their place.
 * `release` shows the list as it is, for whoever asks for what waits. `live` and `also` have to be the same objects from one
 * drawing to the next as long as they say the same, as from `useMemo`.
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

/** A value that stays as it is while the list is looked at. The same one from one drawing to the next, as from `useMemo`. */
export const useHeldValue = <T>(isHeld: boolean, value: T): T => {
  const [kept, setKept] = useState(() => value);
  if (!isHeld && !Object.is(kept, value)) setKept(() => value);
  return isHeld ? kept : value;
};
