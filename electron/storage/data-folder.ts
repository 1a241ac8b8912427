import { join } from 'node:path';

/** Path of the database in a data folder. */
export const databasePathIn = (dataDir: string): string => join(dataDir, 'planner.db');

/** Path of the key file that encrypts the secrets of web mode. */
export const keyPathIn = (dataDir: string): string => join(dataDir, 'web.key');
