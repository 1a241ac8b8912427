import type { WritableDb } from './database.ts';

const PAGES_PER_STEP = 64;
/** Below this, or below a fifth of the file, new lines soon fill what old ones left. */
const WORTH_PAGES = 4096;

/** Gives the space of deleted rows back to the system, step by step, where it pays. */
export const createFreePages = (db: WritableDb) => {
  const pragma = (name: string): number =>
    Object.values(db.prepare<[], Record<string, number>>(`PRAGMA ${name}`).get() ?? {})[0] ?? 0;
  return {
    isWorthIt: (): boolean => {
      const free = pragma('freelist_count');
      return free >= WORTH_PAGES && free * 5 >= pragma('page_count') && pragma('auto_vacuum') === 2;
    },
    /** Cuts off some pages; false when none is left. */
    step(): boolean {
      db.exec(`PRAGMA incremental_vacuum(${PAGES_PER_STEP})`);
      return pragma('freelist_count') > 0;
    },
  };
};
