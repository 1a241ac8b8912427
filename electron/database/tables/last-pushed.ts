import type { ReadableDb } from '../database.ts';
import { createSettingReader } from './settings-store.ts';

/** When an event was last pushed, up to a position of the log. */
export interface LastPushed {
  /** The last position that was read. */
  seq: number;
  /** null: nothing was pushed up to that position. */
  atMs: number | null;
}

/** Name of the stored value. */
export const LAST_PUSHED = 'last-pushed';

/**
 * When an event was last pushed. For a plan that was only read from lists, hundreds of thousands of lines would have to be
 * searched: so each call continues where the previous one ended, and the first one where the last start ended.
 */
export const createLastPushed = (db: ReadableDb) => {
  const ends = db.prepare<[], { first: number | null; last: number | null }>(
    'SELECT (SELECT min(seq) FROM change) AS first, (SELECT max(seq) FROM change) AS last',
  );
  const pushedAfter = db.prepare<[number], { at: number }>(
    `SELECT seen_at_ms AS at FROM change WHERE seq > ? AND source <> 'sync' ORDER BY seq DESC LIMIT 1`,
  );
  const settings = createSettingReader(db);
  let seen: LastPushed | undefined;
  return {
    /** In ms; null when nothing ever was. */
    atMs(): number | null {
      const { first, last } = ends.get() ?? { first: null, last: null };
      const known = seen ?? stored(settings.get(LAST_PUSHED));
      // The log was emptied: it contains another plan now.
      const { seq, atMs } = known.seq <= (last ?? 0) && known.seq >= (first ?? 0) ? known : NOTHING_SEEN;
      seen = { seq: last ?? 0, atMs: pushedAfter.get(seq)?.at ?? atMs };
      return seen.atMs;
    },
    /** The last result, to be stored for the next start; undefined before the first call of `atMs`. */
    seen: (): LastPushed | undefined => seen,
  };
};

const NOTHING_SEEN: LastPushed = { seq: 0, atMs: null };

const stored = (value: unknown): LastPushed => {
  const { seq, atMs } = (value ?? {}) as Partial<LastPushed>;
  return typeof seq === 'number' && (typeof atMs === 'number' || atMs === null) ? { seq, atMs } : NOTHING_SEEN;
};
