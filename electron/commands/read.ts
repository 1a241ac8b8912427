import { databasePathIn } from '../data-folder.ts';
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

/** Without the app nobody fills the index behind the log: a search that needs it does it first. */
export const catchUpIndex = (databasePath: string): void => {
  const index = openSearchIndex(databasePath);
  try {
    index.catchUpNames();
    while (index.catchUp(LINES_PER_STEP) === LINES_PER_STEP);
  } finally {
    index.close();
  }
};
