import type { PersonId } from '../../../shared/assignment.ts';
import type { WritableDb } from '../database.ts';
import type { PersonRecords } from './person-records.ts';
import { searchesNaming } from './searches-naming.ts';

/** Erases a person from every table, a few rows at a time. Deleted content is overwritten on disk. */
export const createPersonEraser = (db: WritableDb) => {
  const deleteEach = (table: string, key: string) => db.prepare(`DELETE FROM ${table} WHERE ${key} = ?`);
  const change = deleteEach('change', 'seq');
  const lastSeq = db.prepare<[], { seq: number | null }>('SELECT max(seq) AS seq FROM change');
  // The newest line is emptied instead of deleted: otherwise its position would be used again after a restart.
  const emptyLine = db.prepare(
    `UPDATE change SET person_id = NULL, from_day = NULL, until_day = NULL, start_minutes = NULL, end_minutes = NULL,
       is_rejected = NULL, after = NULL, changes = '[]' WHERE seq = ?`,
  );
  const assignment = deleteEach('assignment', 'id');
  const rejection = deleteEach('rejection', 'assignment_id');
  const oneRejection = deleteEach('rejection', 'id');
  const delivery = deleteEach('delivery', 'id');
  const person = deleteEach('person', 'id');
  const names = deleteEach('past_name', 'person_id');
  const hints = deleteEach('hint', 'person_id');
  const search = deleteEach('saved_search', 'id');
  const mention = db.prepare('UPDATE change SET changes = ? WHERE seq = ?');

  return {
    /** The person's names, what waits for a confirmation about them, and saved searches for them. */
    eraseNames(personId: PersonId): void {
      for (const id of searchesNaming(db, personId)) search.run(id);
      person.run(personId);
      names.run(personId);
      hints.run(personId);
    },
    /** The tasks that erase everything else; each is one short transaction. */
    eraseTasks: (records: PersonRecords, rows: number): (() => void)[] => [
      ...inBatches(records.assignmentIds, rows, (id) => {
        rejection.run(id);
        assignment.run(id);
      }),
      ...inBatches(records.rejectionIds, rows, (id) => void oneRejection.run(id)),
      ...inBatches(records.seqs, rows, (seq) => void (seq === lastSeq.get()?.seq ? emptyLine : change).run(seq)),
      ...inBatches(records.mentions, rows, ({ seq, changes }) => void mention.run(changes, seq)),
      ...inBatches(records.deliveryIds, rows, (id) => void delivery.run(id)),
    ],
  };
};

const inBatches = <T>(all: readonly T[], size: number, erase: (item: T) => void): (() => void)[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => () => {
    for (const item of all.slice(n * size, (n + 1) * size)) erase(item);
  });
