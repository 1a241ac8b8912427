import type { SavedSearch } from '../../../shared/saved-search.ts';
import type { WritableDb } from '../database.ts';

/** `told_seq`: a stored name; in code `notifiedSeq`. */
type Row = { id: number; name: string; filters: string; notify: number; told_seq: number };

/** A search with notifications, and the log position up to which changes were notified. */
export interface NotifyingSearch extends SavedSearch {
  notifiedSeq: number;
}

const toSearch = (row: Row): SavedSearch => ({
  id: row.id,
  name: row.name,
  filters: JSON.parse(row.filters) as SavedSearch['filters'],
  notify: row.notify === 1,
});

/** Searches that the planner saved under a name, in the planner's order. */
export const createSavedSearches = (db: WritableDb) => {
  const all = db.prepare<[], Row>('SELECT * FROM saved_search ORDER BY position, id');
  const get = db.prepare<[number], Row>('SELECT * FROM saved_search WHERE id = ?');
  const insert = db.prepare(
    `INSERT INTO saved_search (name, filters, notify, told_seq, position)
     VALUES (?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM saved_search))`,
  );
  const update = db.prepare('UPDATE saved_search SET name = ?, filters = ?, notify = ?, told_seq = ? WHERE id = ?');
  const remove = db.prepare('DELETE FROM saved_search WHERE id = ?');
  const setPosition = db.prepare('UPDATE saved_search SET position = ? WHERE id = ?');
  // An older check may end after a newer one.
  const setNotifiedSeq = db.prepare('UPDATE saved_search SET told_seq = max(told_seq, ?) WHERE id = ?');
  const byId = (id: number): SavedSearch | undefined => {
    const row = get.get(id);
    return row && toSearch(row);
  };
  return {
    list: (): SavedSearch[] => all.all().map(toSearch),
    withNotifications: (): NotifyingSearch[] =>
      all
        .all()
        .filter(({ notify }) => notify === 1)
        .map((row) => ({ ...toSearch(row), notifiedSeq: row.told_seq })),
    get: byId,
    /** @param seq the current end of the log: earlier lines are not notified. */
    insert: ({ name, filters, notify }: Omit<SavedSearch, 'id'>, seq: number): number =>
      Number(insert.run(name, JSON.stringify(filters), Number(notify), seq).lastInsertRowid),
    update: ({ id, name, filters, notify }: SavedSearch, seq: number) =>
      update.run(name, JSON.stringify(filters), Number(notify), seq, id),
    delete: (id: number) => remove.run(id),
    reorder: (ids: readonly number[]) => ids.forEach((id, position) => void setPosition.run(position, id)),
    setNotifiedSeq: (id: number, seq: number) => setNotifiedSeq.run(seq, id),
  };
};

export type SavedSearches = ReturnType<typeof createSavedSearches>;
