import type { Backup } from '../../../shared/maintenance.ts';
import { DatabaseError } from '../errors.ts';
import type { KeySealer } from '../tables/forgotten-people.ts';
import { listBackups } from './backups.ts';
import { restoreBackup, setAside } from './restore.ts';

/** Replaces a damaged database. The damaged file is renamed, never deleted. */
export const createDatabaseRecovery = (databasePath: string, now: () => number, sealer: KeySealer) => ({
  isDamaged: (error: unknown): boolean => error instanceof DatabaseError && error.code === 'damaged',
  newestBackup: (): Backup | undefined => listBackups(databasePath)[0],
  /** Replaces it with the newest intact backup; false when there is none. */
  restoreNewestBackup: (): boolean => restoreBackup(databasePath, 'newest', now(), sealer).ok,
  /** Sets it aside; an empty database is created at the next start. */
  setAside: (): void => void setAside(databasePath, now()),
});

export type DatabaseRecovery = ReturnType<typeof createDatabaseRecovery>;
