import type { ReadableDb } from '../database.ts';
import { createKeyValueReader } from './key-value-store.ts';

/** When an event last came by a delivery, up to a position of the log. */
export interface LastDelivered {
  /** The last position that was read. */
  seq: number;
  /** null: no event came by a delivery up to that position. */
  atMs: number | null;
}

/** Stored name; in code: `lastDelivered`. */
export const LAST_PUSHED = 'last-pushed';

/**
 * When an event last came by a delivery. When most lines come from syncs, a search for it may read hundreds of thousands of
 * lines: so each call continues where the previous one ended, and the first call from the stored result of an earlier run.
 */
export const createLastDelivered = (db: ReadableDb) => {
  const ends = db.prepare<[], { first: number | null; last: number | null }>(
    'SELECT (SELECT min(seq) FROM change) AS first, (SELECT max(seq) FROM change) AS last',
  );
  const deliveredAfter = db.prepare<[number], { at: number }>(
    `SELECT seen_at_ms AS at FROM change WHERE seq > ? AND source <> 'sync' ORDER BY seq DESC LIMIT 1`,
  );
  const settings = createKeyValueReader(db);
  let seen: LastDelivered | undefined;
  return {
    /** In ms; null when no event ever came by a delivery. */
    atMs(): number | null {
      const { first, last } = ends.get() ?? { first: null, last: null };
      const known = seen ?? stored(settings.get(LAST_PUSHED));
      // The log was emptied: it contains another plan now.
      const { seq, atMs } = known.seq <= (last ?? 0) && known.seq >= (first ?? 0) ? known : NOTHING_SEEN;
      seen = { seq: last ?? 0, atMs: deliveredAfter.get(seq)?.at ?? atMs };
      return seen.atMs;
    },
    /** The last result, to be stored for the next start; undefined before the first call of `atMs`. */
    seen: (): LastDelivered | undefined => seen,
  };
};

const NOTHING_SEEN: LastDelivered = { seq: 0, atMs: null };

const stored = (value: unknown): LastDelivered => {
  const { seq, atMs } = (value ?? {}) as Partial<LastDelivered>;
  return typeof seq === 'number' && (typeof atMs === 'number' || atMs === null) ? { seq, atMs } : NOTHING_SEEN;
};
