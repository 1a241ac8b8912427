import type { Backup } from '../../../shared/maintenance.ts';
import { DatabaseError } from '../errors.ts';
import { listBackups } from './backups.ts';
import { restoreBackup, setAside } from './restore.ts';

/** What can be done about a database that cannot be read any more. */
export interface DatabaseRecovery {
  isDamaged(error: unknown): boolean;
  newestBackup(): Backup | undefined;
  /** Replaces it with the newest intact backup; false when there is none. */
  restoreNewestBackup(): boolean;
  /** Moves it aside; an empty database is created at the next start. */
  setAside(): void;
}

/** The damaged file is set aside either way, never deleted. */
export const createDatabaseRecovery = (databasePath: string, now: () => number): DatabaseRecovery => ({
  isDamaged: (error) => error instanceof DatabaseError && error.code === 'damaged',
  newestBackup: () => listBackups(databasePath)[0],
  restoreNewestBackup: () => restoreBackup(databasePath, 'newest', now()).ok,
  setAside: () => void setAside(databasePath, now()),
});
