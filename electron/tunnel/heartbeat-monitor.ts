import type { Heartbeat } from '../../shared/connection.ts';

const LATE_AFTER_MISSES = 2;
const DOWN_AFTER_MISSES = 5;

export interface HeartbeatMonitorOptions {
  intervalMs: number;
  /** How long one heartbeat may take; until then it does not count as missed. */
  graceMs: number;
  now: () => number;
}

/**
 * Counts successful and missed heartbeats. The state also worsens with time alone: after a long sleep it is `down` before
 * any timer fires.
 */
export const createHeartbeatMonitor = ({ intervalMs, graceMs, now }: HeartbeatMonitorOptions) => {
  let lastOkAtMs: number | null = null;
  let missedCount = 0;
  const effectiveMissedCount = (): number => {
    if (lastOkAtMs === null) return missedCount;
    // The clock was set back: the age of the last heartbeat is unknown.
    if (lastOkAtMs > now()) return Math.max(missedCount, LATE_AFTER_MISSES);
    return Math.max(missedCount, Math.floor((now() - lastOkAtMs - graceMs) / intervalMs));
  };
  const state = (): Heartbeat['state'] => {
    if (lastOkAtMs === null) return 'none';
    if (effectiveMissedCount() >= DOWN_AFTER_MISSES) return 'down';
    return effectiveMissedCount() >= LATE_AFTER_MISSES ? 'late' : 'ok';
  };
  return {
    recordSuccess: (): void => {
      lastOkAtMs = now();
      missedCount = 0;
    },
    /** One heartbeat was missed. */
    recordMiss: (): void => {
      missedCount += 1;
    },
    /** Observed misses since the last success, without those computed from time. */
    observedMisses: (): number => missedCount,
    status: (): Heartbeat => ({ state: state(), lastOkAtMs }),
    /** Back to the initial state. */
    reset: (): void => {
      lastOkAtMs = null;
      missedCount = 0;
    },
  };
};
