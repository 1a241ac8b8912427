import type { NotificationPreferences } from '../../shared/rejection.ts';
import type { RejectionStore } from '../database/tables/rejections.ts';
import type { PushListener } from '../listeners.ts';
import { createThrottle } from '../throttle.ts';

/** A snoozed rejection reappears at most this late. */
const RECHECK_INTERVAL_MS = 15_000;

export interface OpenCountOptions {
  rejections: Pick<RejectionStore, 'openCount'>;
  /** Notification preferences in force. */
  notificationPreferences: () => NotificationPreferences;
  push: PushListener;
  /** Minimum time between two counts, in ms: counting takes longer with many open rejections. */
  gatherMs?: number;
}

/**
 * Pushes the number of open rejections: at once on the first change, then at most every `gatherMs`, and when a snoozed one
 * reappears.
 */
export const createOpenCount = ({ rejections, notificationPreferences, push, gatherMs = 250 }: OpenCountOptions) => {
  const count = () => rejections.openCount(notificationPreferences());
  let publishedCount = count();
  const throttle = createThrottle(() => {
    publishedCount = count();
    push('rejections.changed', { openCount: publishedCount });
  }, gatherMs);
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
