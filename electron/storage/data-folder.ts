import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

const NAME = 'assignment-monitor';

/** What decides where the system keeps the data of applications. */
export interface System {
  env: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
  home: string;
}

export const thisSystem = (env: System['env']): System => ({ env, platform: process.platform, home: homedir() });

/**
 * The folders that may hold the data when no folder was named: `current`, and on Windows the `roaming` one of earlier versions. A
 * roaming folder is copied over the network when the user logs on and off, which is no place for a database.
 */
export const defaultDataDirs = ({ env, platform, home }: System): { current: string; roaming?: string } => {
  const folder = (variable: string, ...usual: string[]): string => {
    const set = env[variable];
    return join(set && isAbsolute(set) ? set : join(home, ...usual), NAME);
  };
  if (platform === 'win32')
    return {
      current: folder('LOCALAPPDATA', 'AppData', 'Local'),
      roaming: folder('APPDATA', 'AppData', 'Roaming'),
    };
  if (platform === 'darwin') return { current: join(home, 'Library', 'Application Support', NAME) };
  return { current: folder('XDG_CONFIG_HOME', '.config') };
};

/** The data folder in use when none was named: the roaming one only while it alone holds data. */
export const defaultDataDir = (system: System): string => {
  const { current, roaming } = defaultDataDirs(system);
  return roaming !== undefined && holdsData(roaming) && !holdsData(current) ? roaming : current;
};

const holdsData = (dataDir: string): boolean => existsSync(databasePathIn(dataDir));

/** Path of the database in a data folder. */
export const databasePathIn = (dataDir: string): string => join(dataDir, 'planner.db');

/** Folder of the exported files, where there is no dialog to choose one. */
export const exportsDirIn = (dataDir: string): string => join(dataDir, 'exports');

/** Folders in a data folder whose files hold data of the plan. */
export const PRIVATE_SUBFOLDERS: readonly string[] = ['backups', 'exports'];

/** Path of the key file that encrypts the secrets of web mode. */
export const keyPathIn = (dataDir: string): string => join(dataDir, 'web.key');
