import type { WritableDb } from '../database.ts';
import { STEP_MS } from './retention.ts';

const PAGES_PER_STEP = 64;
const PAGES_AT_ONCE = 8;
/** With fewer free pages, or less than a fifth of the file, new lines will use them soon. */
const MIN_FREE_PAGES = 4096;

/** Returns free pages to the file system in small steps, when there are enough. */
export const createIncrementalVacuum = (db: WritableDb, now: () => number = () => performance.now()) => {
  const pragma = (name: string): number =>
    Object.values(db.prepare<[], Record<string, number>>(`PRAGMA ${name}`).get() ?? {})[0] ?? 0;
  return {
    isNeeded: (): boolean => {
      const free = pragma('freelist_count');
      return free >= MIN_FREE_PAGES && free * 5 >= pragma('page_count') && pragma('auto_vacuum') === 2;
    },
    /** Frees some pages; false when none is left. */
    step(): boolean {
      const endMs = now() + STEP_MS;
      let pages = 0;
      do {
        db.exec(`PRAGMA incremental_vacuum(${PAGES_AT_ONCE})`);
        pages += PAGES_AT_ONCE;
      } while (pages < PAGES_PER_STEP && now() < endMs);
      return pragma('freelist_count') > 0;
    },
  };
};
