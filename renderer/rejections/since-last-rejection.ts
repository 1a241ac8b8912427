import type { Gap } from '../../shared/connection.ts';
import type { Rejection } from '../../shared/rejection.ts';

export interface SinceLastRejection {
  /** When the last rejection was seen. */
  sinceMs: number;
  /** Gaps since then, oldest first. */
  gaps: readonly Gap[];
}

/** Time since the last rejection and the gaps in it; undefined without rejections. */
export const sinceLastRejection = (
  list: readonly Pick<Rejection, 'seenAtMs'>[],
  gaps: readonly Gap[],
): SinceLastRejection | undefined => {
  if (list.length === 0) return undefined;
  const sinceMs = Math.max(...list.map((r) => r.seenAtMs));
  const since = gaps.filter(({ untilMs }) => untilMs === null || untilMs > sinceMs);
  return { sinceMs, gaps: since.toSorted((a, b) => a.fromMs - b.fromMs) };
};
