import type { Heartbeat } from '../../shared/connection.ts';

const LATE_AFTER = 2;
const DOWN_AFTER = 5;

export interface HeartbeatMonitorOptions {
  intervalMs: number;
  /** How long one beat may take; a beat in flight is not missed yet. */
  graceMs: number;
  now: () => number;
}

/**
 * Counts the beats that came back and those that did not. What it says also grows worse with the clock alone:
 * after a long sleep it is `down` at once, before any timer had a chance to notice.
 */
export const createHeartbeatMonitor = ({ intervalMs, graceMs, now }: HeartbeatMonitorOptions) => {
  let lastOkAtMs: number | null = null;
  let missedCount = 0;
  const effectiveMissedCount = (): number => {
    if (lastOkAtMs === null) return missedCount;
    // The clock was set back: how long ago that was, nobody knows.
    if (lastOkAtMs > now()) return Math.max(missedCount, LATE_AFTER);
    return Math.max(missedCount, Math.floor((now() - lastOkAtMs - graceMs) / intervalMs));
  };
  const state = (): Heartbeat['state'] => {
    if (lastOkAtMs === null) return 'none';
    if (effectiveMissedCount() >= DOWN_AFTER) return 'down';
    return effectiveMissedCount() >= LATE_AFTER ? 'late' : 'ok';
  };
  return {
    recordSuccess: (): void => {
      lastOkAtMs = now();
      missedCount = 0;
    },
    /** One more that did not come back. */
    recordMiss: (): void => {
      missedCount += 1;
    },
    /** Misses since the last good one that were seen, not computed. */
    observedMisses: (): number => missedCount,
    status: (): Heartbeat => ({ state: state(), lastOkAtMs }),
    /** As if it had never beaten. */
    reset: (): void => {
      lastOkAtMs = null;
      missedCount = 0;
    },
  };
};
