import { mkdirSync } from 'node:fs';
import { openDatabase } from '../../../electron/database/database.ts';
import { databasePathIn } from '../../../electron/storage/data-folder.ts';
import { createStores } from '../../../electron/storage/stores.ts';
import type { Assignment, Person } from '../../../shared/assignment.ts';
import { addDays, dayOf, startOfWeek } from '../../../shared/time.ts';
import { createRandom, makeActivities, makeAssignments, makePeople } from '../../fakes/planner-data.ts';

/** A plan of some people: four weeks from this Monday on. */
export interface Dataset {
  people: readonly Person[];
  assignments: readonly Assignment[];
  monday: string;
}

export const makeDataset = (count: number): Dataset => {
  const random = createRandom(count);
  const people = makePeople(count, random);
  const monday = startOfWeek(dayOf(Date.now()));
  const made = makeAssignments({ people, from: monday, until: addDays(monday, 27), random, seenAtMs: Date.now() });
  // Without unassigned shifts, so that both have the same rows.
  return { people, monday, assignments: made.filter((a) => a.personId !== null) };
};

/** The same plan as the app keeps it, in a data folder of its own, past its first run. */
export const writeDataset = ({ people, assignments }: Dataset, dataDir: string): void => {
  mkdirSync(dataDir, { recursive: true });
  using db = openDatabase(databasePathIn(dataDir));
  const stores = createStores(db);
  db.transaction(() => {
    stores.names.putPeople(people.map((p) => ({ ...p, references: undefined })).map(({ references: _, ...p }) => p));
    stores.names.putActivities(makeActivities());
    for (const [n, { id, changeVersion, deleted, seenAtMs, changedAtMs, seq: _, ...fields }] of assignments.entries()) {
      const rest = { changeVersion, deleted, seenAtMs, changedAtMs, deletedByList: false };
      stores.assignments.put({ id, fields, seq: n + 1, lastSeq: n + 1, ...rest }, undefined);
    }
    stores.values.set('settings', { firstRunDone: true });
  })();
};
