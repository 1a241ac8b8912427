import type { Backup } from '../../../shared/maintenance.ts';
import { DatabaseError } from '../errors.ts';
import { listBackups } from './backups.ts';
import { restoreBackup, setAside } from './restore.ts';

/** What can be done about a database that cannot be read any more. */
export interface DatabaseRecovery {
  isDamaged(error: unknown): boolean;
  newestBackup(): Backup | undefined;
  /** The newest backup that is whole takes its place; false when none is. */
  restoreNewestBackup(): boolean;
  /** An empty one will take its place. */
  setAside(): void;
}

/** The damaged file is set aside either way, never deleted. */
export const createDatabaseRecovery = (databasePath: string, now: () => number): DatabaseRecovery => ({
  isDamaged: (error) => error instanceof DatabaseError && error.code === 'damaged',
  newestBackup: () => listBackups(databasePath)[0],
  restoreNewestBackup: () => restoreBackup(databasePath, 'newest', now()).ok,
  setAside: () => void setAside(databasePath, now()),
});
