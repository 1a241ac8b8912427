import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import type { PersonId } from '../../../shared/assignment.ts';
import { openDatabase, type ReadableDb, type WritableDb } from '../database.ts';
import { type ForgottenByTenant, storedTenant } from '../tables/forgotten-people.ts';
import { copyDatabase, syncFile } from './backup-copy.ts';
import { createPersonEraser } from './forget-person.ts';
import { findPersonRecords } from './person-records.ts';

/** Part of the names of temporary files, while people are erased from a copy. */
export const ERASE_MARK = '.forgetting';

/** Forgotten people who still occur in a database. Scans the whole log. */
const findForgotten = (db: ReadableDb, people: ForgottenByTenant): PersonId[] => {
  if (people.isEmpty()) return [];
  const tenant = storedTenant(db);
  return db
    .prepare<[], { id: PersonId }>(
      `SELECT person_id AS id FROM change WHERE person_id IS NOT NULL
       UNION SELECT person_id FROM assignment WHERE person_id IS NOT NULL
       UNION SELECT id FROM person UNION SELECT person_id FROM past_name UNION SELECT person_id FROM hint`,
    )
    .all()
    .map(({ id }) => id)
    .filter((id) => people.has(tenant, id));
};

/** Erases people from a database that is not open elsewhere. */
const erasePeople = (db: WritableDb, personIds: readonly PersonId[]): void => {
  const personEraser = createPersonEraser(db);
  db.transactionWithoutSync(() => {
    for (const personId of personIds) {
      for (const task of personEraser.eraseTasks(findPersonRecords(db, personId), Number.MAX_SAFE_INTEGER)) task();
      personEraser.eraseNames(personId);
    }
  });
};

/**
 * Erases all forgotten people from a copy of the database: a backup, or one that was set aside. The file is either
 * replaced completely or not changed.
 * @throws when it cannot be read completely, or the disk is full.
 */
export const eraseForgottenInCopy = (path: string, people: ForgottenByTenant): void => {
  const workPath = path + ERASE_MARK;
  const remove = () => {
    for (const suffix of ['', '-wal', '-shm', '.clean']) rmSync(workPath + suffix, { force: true });
  };
  remove();
  try {
    for (const suffix of ['', '-wal']) if (existsSync(path + suffix)) copyFileSync(path + suffix, workPath + suffix);
    {
      using db = openDatabase(workPath);
      const personIds = findForgotten(db, people);
      if (personIds.length === 0) return;
      erasePeople(db, personIds);
    }
    // A new copy, because the pages of the file may still contain deleted data.
    copyDatabase(workPath, `${workPath}.clean`);
    renameSync(`${workPath}.clean`, path);
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
    syncFile(path);
  } finally {
    remove();
  }
};
