import type { Backup } from '../../../shared/maintenance.ts';
import { DatabaseError } from '../errors.ts';
import { listBackups } from './backups.ts';
import { restoreBackup, setAside } from './restore.ts';

/** What can be done about a database that cannot be read any more. */
export interface Rescue {
  isDamaged(error: unknown): boolean;
  newestBackup(): Backup | undefined;
  /** The newest backup that is whole takes its place; false when none is. */
  takeBackup(): boolean;
  /** An empty one will take its place. */
  setAside(): void;
}

/** The damaged file is set aside either way, never deleted. */
export const createRescue = (databasePath: string, now: () => number): Rescue => ({
  isDamaged: (error) => error instanceof DatabaseError && error.code === 'damaged',
  newestBackup: () => listBackups(databasePath)[0],
  takeBackup: () => restoreBackup(databasePath, 'newest', now()).ok,
  setAside: () => void setAside(databasePath, now()),
});
