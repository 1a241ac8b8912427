import type { Gap } from '../../shared/connection.ts';
import type { ReadableDb, WritableDb } from './database.ts';

type Row = { id: number; from_ms: number; until_ms: number | null; found: number | null };

/** Times in which nothing could be received, newest first. */
export const listGaps = (db: ReadableDb, limit = 50): Gap[] =>
  db
    .prepare<[number], Row>('SELECT id, from_ms, until_ms, found FROM gap ORDER BY id DESC LIMIT ?')
    .all(limit)
    .map((row) => ({ fromMs: row.from_ms, untilMs: row.until_ms, found: row.found }));

export const createGapStore = (db: WritableDb) => {
  const open = db.prepare<[], Row>('SELECT * FROM gap WHERE until_ms IS NULL ORDER BY id DESC LIMIT 1');
  const insert = db.prepare('INSERT INTO gap (from_ms) VALUES (?)');
  const close = db.prepare('UPDATE gap SET until_ms = ?, found = ? WHERE id = ?');
  return {
    list: (): Gap[] => listGaps(db),
    /** Begins a gap unless one is open already: the earliest moment counts. */
    begin(fromMs: number): void {
      if (!open.get()) insert.run(fromMs);
    },
    /** The start of the open gap, if there is one. */
    openSinceMs: (): number | undefined => open.get()?.from_ms,
    /** Ends the open gap, if there is one, with what reading the list found; null when it was never read. */
    end(untilMs: number, found: number | null): void {
      const row = open.get();
      if (row) close.run(untilMs, found, row.id);
    },
  };
};

export type GapStore = ReturnType<typeof createGapStore>;
