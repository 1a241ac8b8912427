import { databaseErrorCode } from '../database/errors.ts';
import { type History, openHistory } from '../database/open-history.ts';
import { isAppRunning } from '../database/running-lock.ts';
import { openSearchIndex } from '../database/search/search-index.ts';
import { databasePathIn, defaultDataDir, thisSystem } from '../storage/data-folder.ts';
import type { Terminal } from './common.ts';

/** Runs a command on the history. @param needsIndex whether the command searches for words; without words the log is read. */
export const withHistory = async (
  { data, needsIndex }: { data: string | undefined; needsIndex: boolean },
  { env }: Terminal,
  run: (history: History) => Promise<number>,
): Promise<number> => {
  const databasePath = databasePathIn(data ?? defaultDataDir(thisSystem(env)));
  const history = openHistory(databasePath);
  try {
    // A running app fills the index itself.
    if (needsIndex && !isAppRunning(databasePath)) fillIndex(databasePath);
    return await run(history);
  } finally {
    history.close();
  }
};

const LINES_PER_STEP = 1000;
const WAIT_MS = 500;

/**
 * Without the app the index is not updated: a search that needs it does that first. If another process has locked it,
 * unindexed lines are searched directly, which is slower but complete.
 */
const fillIndex = (databasePath: string): void => {
  const index = openSearchIndex(databasePath, { waitMs: WAIT_MS });
  try {
    index.indexChangedNames();
    for (let left = index.behind(); left > 0; left -= LINES_PER_STEP)
      index.indexNewLines(Math.min(left, LINES_PER_STEP));
  } catch (error) {
    if (databaseErrorCode(error) !== 'locked') throw error;
  } finally {
    index.close();
  }
};
