import { databasePathIn } from '../data-folder.ts';
import { databaseErrorCode } from '../database/errors.ts';
import { type History, openHistory } from '../database/open-history.ts';
import { openSearchIndex } from '../database/search-index.ts';
import { defaultDataDir, type Terminal } from './common.ts';

/** Runs a command on the history of a data folder, while the app runs or when it does not. */
export const withHistory = async (
  data: string | undefined,
  { env }: Terminal,
  run: (history: History, databasePath: string) => Promise<number>,
): Promise<number> => {
  const databasePath = databasePathIn(data ?? defaultDataDir(env));
  // Nobody waits for another answer of a command: whatever is there is found, however far behind the index is.
  const history = openHistory(databasePath, { tailLines: Number.MAX_SAFE_INTEGER });
  try {
    return await run(history, databasePath);
  } finally {
    history.close();
  }
};

const LINES_PER_STEP = 1000;
const WAIT_MS = 500;

/**
 * Without the app nobody fills the index behind the log: a search that needs it does it first. Where the app holds the index for
 * long, it is filling it; what it does not hold yet is then asked of the log, line by line, which takes longer and finds the same.
 */
export const catchUpIndex = (databasePath: string): void => {
  const index = openSearchIndex(databasePath, { waitMs: WAIT_MS });
  try {
    index.catchUpNames();
    for (let left = index.behind(); left > 0; left -= LINES_PER_STEP) index.catchUp(Math.min(left, LINES_PER_STEP));
  } catch (error) {
    if (databaseErrorCode(error) !== 'locked') throw error;
  } finally {
    index.close();
  }
};
