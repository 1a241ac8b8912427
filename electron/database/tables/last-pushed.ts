import type { ReadableDb } from '../database.ts';
import { createSettingReader } from './settings-store.ts';

/** When an event was last pushed to us, as far as the log was looked through. */
export interface LastPushed {
  /** The last position that was looked at. */
  seq: number;
  /** null: nothing was pushed until there. */
  atMs: number | null;
}

/** The setting that holds it between two starts. */
export const LAST_PUSHED = 'last-pushed';

/**
 * When an event was last pushed to us. Of a plan that was only ever read from the list, hundreds of thousands of lines would have
 * to be looked through for it: so each look begins where the one before ended, and the first one where the last start did.
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
      // A log that was emptied holds another plan now.
      const { seq, atMs } = known.seq <= (last ?? 0) && known.seq >= (first ?? 0) ? known : NOTHING_SEEN;
      seen = { seq: last ?? 0, atMs: pushedAfter.get(seq)?.at ?? atMs };
      return seen.atMs;
    },
    /** What the last look found, to be kept for the next start; undefined before the first look. */
    seen: (): LastPushed | undefined => seen,
  };
};

const NOTHING_SEEN: LastPushed = { seq: 0, atMs: null };

const stored = (value: unknown): LastPushed => {
  const { seq, atMs } = (value ?? {}) as Partial<LastPushed>;
  return typeof seq === 'number' && (typeof atMs === 'number' || atMs === null) ? { seq, atMs } : NOTHING_SEEN;
};
