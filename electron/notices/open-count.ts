import type { NotificationPreferences } from '../../shared/rejection.ts';
import type { RejectionStore } from '../database/tables/rejections.ts';
import type { PushListener } from '../listeners.ts';
import { createThrottle } from '../throttle.ts';

/** After the end of a snooze the rejection counts again with at most this delay. */
const RECHECK_INTERVAL_MS = 15_000;

export interface OpenCountOptions {
  rejections: Pick<RejectionStore, 'openCount'>;
  /** The current notification preferences. */
  notificationPreferences: () => NotificationPreferences;
  push: PushListener;
  /** Minimum time between two counts, in ms: counting takes longer with many open rejections. */
  intervalMs?: number;
}

/**
 * Pushes the number of open rejections: at once on the first change, then at most every `intervalMs`, and when a snoozed one
 * reappears.
 */
export const createOpenCount = ({ rejections, notificationPreferences, push, intervalMs = 250 }: OpenCountOptions) => {
  const count = () => rejections.openCount(notificationPreferences());
  let publishedCount = count();
  const throttle = createThrottle(() => {
    publishedCount = count();
    push('rejections.changed', { openCount: publishedCount });
  }, intervalMs);
  const timer = setInterval(() => {
    if (count() !== publishedCount) throttle.request();
  }, RECHECK_INTERVAL_MS).unref();
  return {
    count,
    /** Call when a rejection or the preferences changed. */
    scheduleUpdate: throttle.request,
    close(): void {
      clearInterval(timer);
      throttle.close();
    },
  };
};
