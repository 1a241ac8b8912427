import { databasePathIn } from '../data-folder.ts';
import { databaseErrorCode } from '../database/errors.ts';
import { openQueries, type Queries } from '../database/queries.ts';
import { openSearchIndex } from '../database/search-index.ts';
import { defaultDataDir, type Terminal } from './common.ts';

/** Runs a command on the database of a data folder, while the app runs or when it does not. */
export const withQueries = async (
  data: string | undefined,
  { env }: Terminal,
  run: (queries: Queries, databasePath: string) => Promise<number>,
): Promise<number> => {
  const databasePath = databasePathIn(data ?? defaultDataDir(env));
  const queries = openQueries(databasePath);
  try {
    return await run(queries, databasePath);
  } finally {
    queries.close();
  }
};

const LINES_PER_STEP = 1000;

/**
 * Without the app nobody fills the index behind the log: a search that needs it does it first. What comes while it does is left
 * out, and so is everything where the app holds the index for long: it is filling it then.
 */
export const catchUpIndex = (databasePath: string): void => {
  const index = openSearchIndex(databasePath);
  try {
    index.catchUpNames();
    for (let left = index.behind(); left > 0; left -= LINES_PER_STEP) index.catchUp(Math.min(left, LINES_PER_STEP));
  } catch (error) {
    if (databaseErrorCode(error) !== 'locked') throw error;
  } finally {
    index.close();
  }
};
