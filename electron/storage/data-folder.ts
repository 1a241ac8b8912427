import { join } from 'node:path';

/** Path of the database in a data folder. */
export const databasePathIn = (dataDir: string): string => join(dataDir, 'planner.db');

/** Folder of the exported files, where there is no dialog to choose one. */
export const exportsDirIn = (dataDir: string): string => join(dataDir, 'exports');

/** Folders in a data folder whose files hold data of the plan. */
export const PRIVATE_SUBFOLDERS: readonly string[] = ['backups', 'exports'];

/** Path of the key file that encrypts the secrets of web mode. */
export const keyPathIn = (dataDir: string): string => join(dataDir, 'web.key');
