import { parseJson } from '../../../shared/json.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** Named JSON values of the app: settings, sealed secrets, progress of background jobs. */
export const createKeyValueReader = (db: ReadableDb) => {
  const get = db.prepare<[string], { value: string }>('SELECT value FROM setting WHERE name = ?');
  return {
    /** The stored value, unchecked; undefined when there is none or it is not JSON. */
    get(name: string): unknown {
      const row = get.get(name);
      return row && parseJson(row.value);
    },
  };
};

export const createKeyValueStore = (db: WritableDb) => {
  const put = db.prepare(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  const remove = db.prepare('DELETE FROM setting WHERE name = ?');
  return {
    ...createKeyValueReader(db),
    set(name: string, value: unknown): void {
      if (value === undefined) remove.run(name);
      else put.run(name, JSON.stringify(value));
    },
  };
};

export type KeyValueStore = ReturnType<typeof createKeyValueStore>;
