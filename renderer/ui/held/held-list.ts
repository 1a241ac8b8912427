/** A row of a list that may be held while it is in use. */
export interface HeldRow<T> {
  readonly id: string | number;
  /** As it was when it was placed. Order, grouping and height of rows depend on this only. */
  readonly item: T;
  /** As it is now; undefined: no longer in the list. The row is removed when the list is released. */
  readonly now: T | undefined;
}

export interface HeldList<T> {
  readonly rows: readonly HeldRow<T>[];
  /** Number of new items without a row. */
  readonly newCount: number;
}

interface Options<T> {
  idOf: (item: T) => string | number;
  /** The list is in use: no row moves. */
  isHeld: boolean;
  /** Whether an item may be added below the last row of a held list, e.g. an older entry that was read on demand. */
  mayAppend?: ((item: T) => boolean) | undefined;
}

/**
 * The rows to show: all of `current`, or, while the list is held, the rows of `before`, each in its place. Returns `before`
 * itself when nothing is different.
 */
export const heldList = <T>(before: HeldList<T>, current: readonly T[], options: Options<T>): HeldList<T> => {
  const { idOf, isHeld, mayAppend } = options;
  const known = new Map(before.rows.map((row) => [row.id, row]));
  const toRow = (item: T): HeldRow<T> => {
    const row = known.get(idOf(item));
    return row && row.item === item && row.now === item ? row : { id: idOf(item), item, now: item };
  };
  if (!isHeld || before.rows.length === 0) return keepSame(before, current.map(toRow), 0);

  const items = new Map(current.map((item) => [idOf(item), item]));
  const staying = before.rows.map((row) => {
    const now = items.get(row.id);
    return row.now === now ? row : { ...row, now };
  });
  const isNew = (item: T) => !known.has(idOf(item));
  const lastId = before.rows.at(-1)?.id;
  const end = mayAppend ? current.findIndex((item) => idOf(item) === lastId) + 1 : 0;
  const below = end > 0 ? current.slice(end).filter((item) => isNew(item) && mayAppend?.(item)) : [];
  return keepSame(before, [...staying, ...below.map(toRow)], current.filter(isNew).length - below.length);
};

const keepSame = <T>(before: HeldList<T>, rows: readonly HeldRow<T>[], newCount: number): HeldList<T> => {
  const isSame = rows.length === before.rows.length && rows.every((row, n) => row === before.rows[n]);
  return isSame && newCount === before.newCount ? before : { rows: isSame ? before.rows : rows, newCount };
};
