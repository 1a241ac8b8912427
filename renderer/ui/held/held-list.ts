/** A row of a list that changes while somebody looks at it. */
export interface HeldRow<T> {
  readonly id: string | number;
  /** As it was when it took its place: what stands where, and how high a row is, follows this alone. */
  readonly item: T;
  /** As it is now; undefined: it is no longer in the list, and leaves once nobody looks. */
  readonly now: T | undefined;
}

export interface HeldList<T> {
  readonly rows: readonly HeldRow<T>[];
  /** How many are new and have no place yet. */
  readonly waiting: number;
}

interface Options<T> {
  idOf: (item: T) => string | number;
  /** Somebody looks: every row stays where it is. */
  isHeld: boolean;
  /** Which items may follow the last row at once, while the list is held: older entries that were read on demand. */
  growsBelow?: ((item: T) => boolean) | undefined;
}

/**
 * What is on screen of a list: all of it, or, while somebody looks, the rows that were there, each in its place. Returns
 * `before` itself when nothing is different.
 */
export const heldList = <T>(before: HeldList<T>, live: readonly T[], options: Options<T>): HeldList<T> => {
  const { idOf, isHeld, growsBelow } = options;
  const known = new Map(before.rows.map((row) => [row.id, row]));
  const toRow = (item: T): HeldRow<T> => {
    const row = known.get(idOf(item));
    return row && row.item === item && row.now === item ? row : { id: idOf(item), item, now: item };
  };
  if (!isHeld || before.rows.length === 0) return keepSame(before, live.map(toRow), 0);

  const items = new Map(live.map((item) => [idOf(item), item]));
  const staying = before.rows.map((row) => {
    const now = items.get(row.id);
    return row.now === now ? row : { ...row, now };
  });
  const isNew = (item: T) => !known.has(idOf(item));
  const lastId = before.rows.at(-1)?.id;
  const end = growsBelow ? live.findIndex((item) => idOf(item) === lastId) + 1 : 0;
  const below = end > 0 ? live.slice(end).filter((item) => isNew(item) && growsBelow?.(item)) : [];
  return keepSame(before, [...staying, ...below.map(toRow)], live.filter(isNew).length - below.length);
};

const keepSame = <T>(before: HeldList<T>, rows: readonly HeldRow<T>[], waiting: number): HeldList<T> => {
  const isSame = rows.length === before.rows.length && rows.every((row, n) => row === before.rows[n]);
  return isSame && waiting === before.waiting ? before : { rows: isSame ? before.rows : rows, waiting };
};
