import type { Heartbeat } from '../../shared/connection.ts';

const LATE_AFTER = 2;
const DOWN_AFTER = 5;

export interface HeartbeatOptions {
  intervalMs: number;
  /** How long one beat may take; a beat in flight is not missed yet. */
  graceMs: number;
  now: () => number;
}

/**
 * Counts the beats that came back and those that did not. What it says also grows worse with the clock alone:
 * after a long sleep it is `down` at once, before any timer had a chance to notice.
 */
export const createHeartbeat = ({ intervalMs, graceMs, now }: HeartbeatOptions) => {
  let lastOkAtMs: number | null = null;
  let counted = 0;
  const missed = (): number => {
    if (lastOkAtMs === null) return counted;
    // The clock was set back: how long ago that was, nobody knows.
    if (lastOkAtMs > now()) return Math.max(counted, LATE_AFTER);
    return Math.max(counted, Math.floor((now() - lastOkAtMs - graceMs) / intervalMs));
  };
  const state = (): Heartbeat['state'] => {
    if (lastOkAtMs === null) return 'none';
    if (missed() >= DOWN_AFTER) return 'down';
    return missed() >= LATE_AFTER ? 'late' : 'ok';
  };
  return {
    ok: (): void => {
      lastOkAtMs = now();
      counted = 0;
    },
    /** One more that did not come back. */
    miss: (): void => {
      counted += 1;
    },
    /** Misses since the last good one that were seen, not computed. */
    counted: (): number => counted,
    view: (): Heartbeat => ({ state: state(), lastOkAtMs }),
    /** As if it had never beaten. */
    reset: (): void => {
      lastOkAtMs = null;
      counted = 0;
    },
  };
};
