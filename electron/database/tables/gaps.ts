import type { Gap } from '../../../shared/connection.ts';
import type { WritableDb } from '../database.ts';

/** The columns of a gap. */
export const GAP = 'from_ms AS fromMs, until_ms AS untilMs, found';

/** The Connection screen shows this many. */
const MAX_LISTED = 50;

export const createGapStore = (db: WritableDb) => {
  const list = db.prepare<[number], Gap>(`SELECT ${GAP} FROM gap ORDER BY id DESC LIMIT ?`);
  const newest = db.prepare<[], Gap & { id: number }>(`SELECT id, ${GAP} FROM gap ORDER BY id DESC LIMIT 1`);
  const insert = db.prepare('INSERT INTO gap (from_ms) VALUES (?)');
  const close = db.prepare('UPDATE gap SET until_ms = ?, found = ? WHERE id = ?');
  /** Only the newest can be open: a gap begins only when none is open. */
  const open = () => {
    const gap = newest.get();
    return gap?.untilMs === null ? gap : undefined;
  };
  return {
    /** Periods in which nothing could be received, newest first. */
    list: (): Gap[] => list.all(MAX_LISTED),
    /** Begins a gap unless one is open already: the earliest time counts. */
    begin(fromMs: number): void {
      if (!open()) insert.run(fromMs);
    },
    /** The start of the open gap, if there is one. */
    openSinceMs: (): number | undefined => open()?.fromMs,
    /** Ends the open gap, if there is one, with the number of changes the sync found; null when there was no sync. */
    end(untilMs: number, found: number | null): void {
      const gap = open();
      if (gap) close.run(untilMs, found, gap.id);
    },
  };
};

export type GapStore = ReturnType<typeof createGapStore>;
