import type { Activity, Person } from '../../../shared/assignment.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

type PersonRow = {
  id: number;
  first_name: string;
  last_name: string;
  employee_number: string | null;
  reference_values: string | null;
};
type ActivityRow = { id: string; level: number; name: string | null; translations: string | null };

const toPerson = (row: PersonRow): Person => ({
  id: row.id,
  firstName: row.first_name,
  lastName: row.last_name,
  employeeNumber: row.employee_number,
  ...(row.reference_values ? { references: JSON.parse(row.reference_values) as Record<string, string> } : {}),
});

const toActivity = (row: ActivityRow): Activity => ({
  id: row.id,
  level: row.level,
  name: row.name,
  ...(row.translations ? { translations: JSON.parse(row.translations) as Record<string, string> } : {}),
});

/** Reads names of people and activities. */
export const createNameReader = (db: ReadableDb) => {
  const people = db.prepare<[], PersonRow>('SELECT * FROM person');
  const person = db.prepare<[number], PersonRow>('SELECT * FROM person WHERE id = ?');
  const activities = db.prepare<[], ActivityRow>('SELECT * FROM activity');
  const activity = db.prepare<[string], ActivityRow>('SELECT * FROM activity WHERE id = ?');
  // Jumps from person to person in the index: reading every assignment would take long with years of history.
  const withoutName = db.prepare<[], number>(
    `WITH RECURSIVE planned (id) AS (
       SELECT min(person_id) FROM assignment WHERE deleted = 0
       UNION ALL
       SELECT (SELECT min(person_id) FROM assignment WHERE deleted = 0 AND person_id > planned.id) FROM planned
        WHERE planned.id IS NOT NULL)
     SELECT id FROM planned WHERE id IS NOT NULL AND id NOT IN (SELECT id FROM person)`,
  );
  const mapped = <R, T>(row: R | undefined, to: (row: R) => T): T | undefined => (row ? to(row) : undefined);
  return {
    people: (): Person[] => people.all().map(toPerson),
    person: (id: number): Person | undefined => mapped(person.get(id), toPerson),
    /** People in the plan whose name is not stored. */
    peopleWithoutName: (): number[] => withoutName.pluck().all() as number[],
    activities: (): Activity[] => activities.all().map(toActivity),
    activity: (id: string): Activity | undefined => mapped(activity.get(id), toActivity),
  };
};

export const createNameStore = (db: WritableDb) => {
  const putPerson = db.prepare(
    `INSERT INTO person (id, first_name, last_name, employee_number, reference_values) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET first_name = excluded.first_name, last_name = excluded.last_name,
       employee_number = excluded.employee_number, reference_values = excluded.reference_values`,
  );
  const putActivity = db.prepare(
    `INSERT INTO activity (id, level, name, translations) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET level = excluded.level, name = excluded.name, translations = excluded.translations`,
  );
  const json = (value: object | undefined): string | null => (value ? JSON.stringify(value) : null);
  return {
    ...createNameReader(db),
    putPeople: db.transaction((people: readonly Person[]) => {
      for (const p of people) putPerson.run(p.id, p.firstName, p.lastName, p.employeeNumber, json(p.references));
    }),
    putActivities: db.transaction((activities: readonly Activity[]) => {
      for (const a of activities) putActivity.run(a.id, a.level, a.name, json(a.translations));
    }),
  };
};

export type NameStore = ReturnType<typeof createNameStore>;
