import type { NotificationPreferences } from '../../shared/rejection.ts';
import type { RejectionStore } from '../database/tables/rejections.ts';
import type { PushListener } from '../listeners.ts';

/** How long a rejection that was put aside may be late in coming back. */
const RECHECK_INTERVAL_MS = 15_000;

export interface OpenCountOptions {
  rejections: Pick<RejectionStore, 'openCount'>;
  /** Whom and what the planner wants to hear of, and whether now. */
  notificationPreferences: () => NotificationPreferences;
  push: PushListener;
  /** Counting costs more the more there are open: a burst of rejections is counted once in this time, in ms. */
  gatherMs?: number;
}

/**
 * Tells the screens and the tray how many rejections wait: the first change at once, those of a burst together; and by
 * itself when one that was put aside comes back.
 */
export const createOpenCount = ({ rejections, notificationPreferences, push, gatherMs = 250 }: OpenCountOptions) => {
  const count = () => rejections.openCount(notificationPreferences());
  let publishedCount = count();
  let isDirty = false;
  let cooldownTimer: NodeJS.Timeout | undefined;

  const publish = () => {
    isDirty = false;
    publishedCount = count();
    push('rejections.changed', { openCount: publishedCount });
    cooldownTimer = setTimeout(() => {
      cooldownTimer = undefined;
      if (isDirty) publish();
    }, gatherMs);
    cooldownTimer.unref();
  };
  const timer = setInterval(() => {
    if (count() !== publishedCount) publish();
  }, RECHECK_INTERVAL_MS);
  timer.unref();
  return {
    count,
    /** A rejection changed, or what counts. */
    scheduleUpdate(): void {
      isDirty = true;
      if (!cooldownTimer) publish();
    },
    close(): void {
      clearInterval(timer);
      clearTimeout(cooldownTimer);
      isDirty = false;
    },
  };
};
