import type Sqlite from 'better-sqlite3';
import { joinedWords, wordsOf } from '../../../shared/fold.ts';
import { idWord, type NameWords, plainWords } from './line-text.ts';

type Named = { id: number; text: string };
type NamedActivity = { id: string; text: string };

const list = (table: string): string => `(SELECT group_concat(value, char(10)) FROM json_each(${table}))`;

/** Names, numbers and former names, one per line. */
const personText = (schema: string): string =>
  `concat_ws(char(10), first_name, last_name, employee_number, ${list('reference_values')},
     (SELECT group_concat(name, char(10)) FROM ${schema}.past_name WHERE person_id = id))`;
const ACTIVITY_TEXT = `concat_ws(' ', name, ${list('translations')})`;

type Text = { text: string };

/** The words, followed by joined forms of names that are also typed as one word. */
const personWords = (text: string): string => {
  const parts = text.split('\n').map(wordsOf);
  return [...parts, ...parts.map(joinedWords)].flat().join(' ');
};
const activityWords = (id: string, names = ''): string => `${idWord(id)} ${plainWords(names)}`;

/** The current names of the log, indexed or not. */
export const createLogNames = (db: Pick<Sqlite.Database, 'prepare'>): NameWords => {
  const person = db.prepare<[number], Text>(`SELECT ${personText('main')} AS text FROM person WHERE id = ?`);
  const activity = db.prepare<[string], Text>(`SELECT ${ACTIVITY_TEXT} AS text FROM activity WHERE id = ?`);
  return {
    person: (id) => personWords(person.get(id)?.text ?? ''),
    activity: (id) => activityWords(id, activity.get(id)?.text),
  };
};

/** The names as indexed last, which may be older than those of the log. */
const createIndexedNames = (db: Pick<Sqlite.Database, 'prepare'>): NameWords => {
  const text = {
    person: db.prepare<[number], Text>('SELECT text FROM known_person WHERE id = ?'),
    activity: db.prepare<[string], Text>('SELECT text FROM known_activity WHERE id = ?'),
  };
  return {
    person: (id) => personWords(text.person.get(id)?.text ?? ''),
    activity: (id) => activityWords(id, text.activity.get(id)?.text),
  };
};

/** Caches names until `clearCache`. */
export const cacheNames = (names: NameWords): NameWords & { clearCache(): void } => {
  const people = new Map<number, string>();
  const activities = new Map<string, string>();
  return {
    person: (id) => cached(people, id, names.person),
    activity: (id) => cached(activities, id, names.activity),
    clearCache() {
      people.clear();
      activities.clear();
    },
  };
};

const cached = <K>(known: Map<K, string>, key: K, read: (key: K) => string): string => {
  const found = known.get(key) ?? read(key);
  known.set(key, found);
  return found;
};

/** Searchable words of the people and activities in the attached log: current and former names, numbers, translations. */
export const createNameIndex = (db: Sqlite.Database) => {
  const newPeople = db.prepare<[number], Named>(
    `SELECT * FROM (SELECT id, ${personText('log')} AS text
     FROM log.person) n WHERE NOT EXISTS (SELECT 1 FROM known_person k WHERE k.id = n.id AND k.text = n.text) LIMIT ?`,
  );
  const newActivities = db.prepare<[number], NamedActivity>(
    `SELECT * FROM (SELECT id, ${ACTIVITY_TEXT} AS text FROM log.activity) n
     WHERE NOT EXISTS (SELECT 1 FROM known_activity k WHERE k.id = n.id AND k.text = n.text) LIMIT ?`,
  );
  const save = {
    person: db.prepare('INSERT OR REPLACE INTO known_person (id, text) VALUES (?, ?)'),
    activity: db.prepare('INSERT OR REPLACE INTO known_activity (id, text) VALUES (?, ?)'),
  };
  const removeMissing = db.prepare('DELETE FROM known_person WHERE id NOT IN (SELECT id FROM log.person)');
  const { person, activity, clearCache } = cacheNames(createIndexedNames(db));

  return {
    person,
    activity,
    /** People whose names changed since they were indexed; after this call they count as indexed. */
    changedPeople(limit: number): number[] {
      clearCache();
      return newPeople.all(limit).map((row) => {
        save.person.run(row.id, row.text);
        return row.id;
      });
    },
    changedActivities(limit: number): string[] {
      clearCache();
      return newActivities.all(limit).map((row) => {
        save.activity.run(row.id, row.text);
        return row.id;
      });
    },
    /** Removes people who are no longer in the log. */
    removeMissing(): void {
      clearCache();
      removeMissing.run();
    },
    clearCache,
  };
};
