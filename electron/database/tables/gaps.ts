import type { Gap } from '../../../shared/connection.ts';
import type { WritableDb } from '../database.ts';

type Row = { id: number; from_ms: number; until_ms: number | null; found: number | null };

/** As many as the Connection screen shows. */
const LISTED = 50;

export const createGapStore = (db: WritableDb) => {
  const newest = db.prepare<[number], Row>('SELECT * FROM gap ORDER BY id DESC LIMIT ?');
  const insert = db.prepare('INSERT INTO gap (from_ms) VALUES (?)');
  const close = db.prepare('UPDATE gap SET until_ms = ?, found = ? WHERE id = ?');
  /** One begins only when none is open: only the newest can be. */
  const open = (): Row | undefined => {
    const row = newest.get(1);
    return row?.until_ms === null ? row : undefined;
  };
  return {
    /** Times in which nothing could be received, newest first. */
    list: (): Gap[] =>
      newest.all(LISTED).map((row) => ({ fromMs: row.from_ms, untilMs: row.until_ms, found: row.found })),
    /** Begins a gap unless one is open already: the earliest moment counts. */
    begin(fromMs: number): void {
      if (!open()) insert.run(fromMs);
    },
    /** The start of the open gap, if there is one. */
    openSinceMs: (): number | undefined => open()?.from_ms,
    /** Ends the open gap, if there is one, with the number of changes the sync found; null when none was made. */
    end(untilMs: number, found: number | null): void {
      const row = open();
      if (row) close.run(untilMs, found, row.id);
    },
  };
};

export type GapStore = ReturnType<typeof createGapStore>;
