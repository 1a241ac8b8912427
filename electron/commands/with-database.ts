import { openReadable, type ReadableDb } from '../database/database.ts';
import { databasePathIn, defaultDataDir, thisSystem } from '../storage/data-folder.ts';
import type { Terminal } from './common.ts';

/** Runs a command on the database of a data folder, whether the app runs or not. */
export const withDatabase = async (
  data: string | undefined,
  { env }: Terminal,
  run: (db: ReadableDb) => Promise<number>,
): Promise<number> => {
  const db = openReadable(databasePathIn(data ?? defaultDataDir(thisSystem(env))));
  try {
    return await run(db);
  } finally {
    db.close();
  }
};
