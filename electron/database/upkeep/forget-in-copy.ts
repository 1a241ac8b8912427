import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import type { PersonId } from '../../../shared/assignment.ts';
import { openDatabase, type ReadableDb, type WritableDb } from '../database.ts';
import { type ForgottenPeople, tenantIn } from '../tables/forgotten-people.ts';
import { copyDatabase, syncFile } from './backup-copy.ts';
import { createForgetting } from './forget-person.ts';
import { tracesOf } from './person-records.ts';

/** In the names of files that are there only while a copy is rid of somebody. */
export const FORGETTING = '.forgetting';

/** Those who were forgotten and whom a database still knows. Looks through the whole log. */
export const forgottenIn = (db: ReadableDb, people: Pick<ForgottenPeople, 'has' | 'isEmpty'>): PersonId[] => {
  if (people.isEmpty()) return [];
  const tenant = tenantIn(db);
  return db
    .prepare<[], { id: PersonId }>(
      `SELECT person_id AS id FROM change WHERE person_id IS NOT NULL
       UNION SELECT person_id FROM assignment WHERE person_id IS NOT NULL
       UNION SELECT id FROM person UNION SELECT person_id FROM past_name`,
    )
    .all()
    .map(({ id }) => id)
    .filter((id) => people.has(tenant, id));
};

/** Takes people out of a database that nobody else has open. */
export const forgetIn = (db: WritableDb, personIds: readonly PersonId[]): void => {
  const forgetting = createForgetting(db);
  forgetting.overwrite(true);
  db.relaxed(() => {
    for (const personId of personIds) {
      for (const task of forgetting.tasks(tracesOf(db, personId), Number.MAX_SAFE_INTEGER)) task();
      forgetting.name(personId);
    }
  });
};

/**
 * Takes everybody who was forgotten out of a copy of the database: a backup, or one that was set aside. The file is exchanged for
 * one without them, or stays as it was.
 * @throws when it cannot be read whole, or the disk has no room.
 */
export const forgetInCopy = (path: string, people: Pick<ForgottenPeople, 'has' | 'isEmpty'>): void => {
  const work = path + FORGETTING;
  const remove = () => {
    for (const suffix of ['', '-wal', '-shm', '.clean']) rmSync(work + suffix, { force: true });
  };
  remove();
  try {
    for (const suffix of ['', '-wal']) if (existsSync(path + suffix)) copyFileSync(path + suffix, work + suffix);
    {
      using db = openDatabase(work);
      const personIds = forgottenIn(db, people);
      if (personIds.length === 0) return;
      forgetIn(db, personIds);
    }
    // A copy of the copy holds nothing of what was deleted.
    copyDatabase(work, `${work}.clean`);
    renameSync(`${work}.clean`, path);
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
    syncFile(path);
  } finally {
    remove();
  }
};
