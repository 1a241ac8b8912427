import type { Gap } from '../../shared/connection.ts';
import type { Rejection } from '../../shared/rejection.ts';

export interface SinceLastRejection {
  /** When the last rejection was seen. */
  sinceMs: number;
  /** When nothing could be received since then, oldest first. */
  gaps: readonly Gap[];
}

/** Since when nothing was rejected, and when in that time it could not have been known; undefined before the first rejection. */
export const sinceLastRejection = (
  list: readonly Pick<Rejection, 'seenAtMs'>[],
  gaps: readonly Gap[],
): SinceLastRejection | undefined => {
  if (list.length === 0) return undefined;
  const sinceMs = Math.max(...list.map((r) => r.seenAtMs));
  const since = gaps.filter(({ untilMs }) => untilMs === null || untilMs > sinceMs);
  return { sinceMs, gaps: since.toSorted((a, b) => a.fromMs - b.fromMs) };
};
