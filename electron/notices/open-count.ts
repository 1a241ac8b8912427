import type { Wishes } from '../../shared/rejection.ts';
import type { RejectionStore } from '../database/tables/rejections.ts';
import type { PushListener } from '../listeners.ts';

/** How long a rejection that was put aside may be late in coming back. */
const EVERY_MS = 15_000;

export interface OpenCountOptions {
  rejections: Pick<RejectionStore, 'openCount'>;
  /** Whom and what the planner wants to hear of, and whether now. */
  wishes: () => Wishes;
  push: PushListener;
  /** Counting costs more the more there are open: a burst of rejections is counted once in this time, in ms. */
  gatherMs?: number;
}

/**
 * Tells the screens and the tray how many rejections wait: the first change at once, those of a burst together; and by
 * itself when one that was put aside comes back.
 */
export const createOpenCount = ({ rejections, wishes, push, gatherMs = 250 }: OpenCountOptions) => {
  const count = () => rejections.openCount(wishes());
  let told = count();
  let isDirty = false;
  let resting: NodeJS.Timeout | undefined;

  const tell = () => {
    isDirty = false;
    told = count();
    push('rejections.changed', { openCount: told });
    resting = setTimeout(() => {
      resting = undefined;
      if (isDirty) tell();
    }, gatherMs);
    resting.unref();
  };
  const timer = setInterval(() => {
    if (count() !== told) tell();
  }, EVERY_MS);
  timer.unref();
  return {
    count,
    /** A rejection changed, or what counts. */
    changed(): void {
      isDirty = true;
      if (!resting) tell();
    },
    close(): void {
      clearInterval(timer);
      clearTimeout(resting);
      isDirty = false;
    },
  };
};
