import { statSync } from 'node:fs';
import { DatabaseError } from './errors.ts';

/** The write-ahead file holds what was committed last; the shared memory, the locks of all processes. */
const SUFFIXES = ['', '-wal', '-shm'];

const identityOf = (path: string): string | undefined => {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats && `${stats.dev}:${stats.ino}`;
};

const identitiesAt = (path: string): (string | undefined)[] => SUFFIXES.map((suffix) => identityOf(path + suffix));

/**
 * Remembers which files an open database consists of. A file that was deleted, replaced or moved can still be written to, but
 * what is written is gone at the next start.
 */
export const rememberFiles = (databasePath: string) => {
  const opened = identitiesAt(databasePath);
  return {
    /** @throws DatabaseError `moved` when the files at the path are not those that are open. */
    check(): void {
      if (databasePath === ':memory:') return;
      const now = identitiesAt(databasePath);
      const changed = SUFFIXES.find((_, n) => now[n] !== opened[n]);
      if (changed !== undefined)
        throw new DatabaseError('moved', databasePath, `${databasePath}${changed} is not the file that is open`);
    },
  };
};

export type OpenFiles = ReturnType<typeof rememberFiles>;
