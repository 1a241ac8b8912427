import { mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { isAppRunning } from '../database/running-lock.ts';
import type { Logger } from '../log.ts';
import { databasePathIn, defaultDataDir, defaultDataDirs, type System } from './data-folder.ts';

/**
 * Moves the data out of the roaming folder of Windows, where earlier versions kept it. Call it before anything in the data folder is
 * opened. Never throws: what cannot be moved now stays in use where it is.
 */
export const leaveRoamingFolder = (system: System, log: Logger): void => {
  const { current, roaming } = defaultDataDirs(system);
  if (roaming === undefined || defaultDataDir(system) !== roaming) return;
  const refused = moveFolder(roaming, current);
  if (refused === undefined) log.info('the data was moved out of the roaming folder');
  // Unless another start has just moved it.
  else if (defaultDataDir(system) === roaming)
    log.warn('the data could not be moved, the roaming folder stays in use', { reason: refused });
};

/** @returns the reason when it was not moved. */
const moveFolder = (from: string, to: string): string | undefined => {
  if (isAppRunning(databasePathIn(from))) return 'in use';
  try {
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
};
