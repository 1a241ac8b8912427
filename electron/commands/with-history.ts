import { databaseErrorCode } from '../database/errors.ts';
import { type History, openHistory } from '../database/open-history.ts';
import { isAppRunning } from '../database/running-lock.ts';
import { openSearchIndex } from '../database/search/search-index.ts';
import { databasePathIn } from '../storage/data-folder.ts';
import { defaultDataDir, type Terminal } from './common.ts';

/**
 * Runs a command on the history of a data folder, while the app runs or when it does not.
 * @param needsIndex whether it looks for words: everything else is read off the newest lines themselves.
 */
export const withHistory = async (
  { data, needsIndex }: { data: string | undefined; needsIndex: boolean },
  { env }: Terminal,
  run: (history: History) => Promise<number>,
): Promise<number> => {
  const databasePath = databasePathIn(data ?? defaultDataDir(env));
  const history = openHistory(databasePath);
  try {
    // The app fills the index itself: whoever helped would only hold it up.
    if (needsIndex && !isAppRunning(databasePath)) catchUpIndex(databasePath);
    return await run(history);
  } finally {
    history.close();
  }
};

const LINES_PER_STEP = 1000;
const WAIT_MS = 500;

/**
 * Without the app nobody fills the index behind the log: a search that needs it does it first. Where somebody else holds it for
 * long, it is being filled; what it does not hold yet is then asked of the log, line by line, which takes longer and finds the same.
 */
const catchUpIndex = (databasePath: string): void => {
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
