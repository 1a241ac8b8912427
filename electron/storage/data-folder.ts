import { join } from 'node:path';

/** Where the database of a data folder lies. */
export const databasePathIn = (dataDir: string): string => join(dataDir, 'planner.db');

/** Where web mode keeps the key that seals its secrets. */
export const keyPathIn = (dataDir: string): string => join(dataDir, 'web.key');
