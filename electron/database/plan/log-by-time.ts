import type { ChangeHistogram } from '../../../shared/timeline.ts';
import type { ReadableDb } from '../database.ts';

type Line = { seq: number; at: number };

/** Finds log positions by time, without an index: lines are in order of time, so a binary search over positions is enough. */
export const createLogByTime = (db: ReadableDb) => {
  const first = db.prepare<[], Line>(
    'SELECT seq, seen_at_ms AS at FROM change WHERE seq = (SELECT min(seq) FROM change)',
  );
  const last = db.prepare<[], Line>(
    'SELECT seq, seen_at_ms AS at FROM change WHERE seq = (SELECT max(seq) FROM change)',
  );
  const lastUpTo = db.prepare<[number], Line>(
    'SELECT seq, seen_at_ms AS at FROM change WHERE seq <= ? ORDER BY seq DESC LIMIT 1',
  );

  /** Position of the last line seen up to a time; less than the first position when there is none. */
  const positionAt = (ms: number): number => {
    let low = (first.get()?.seq ?? 1) - 1;
    let high = last.get()?.seq ?? low;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const line = lastUpTo.get(middle);
      if (!line || line.at <= ms) low = middle;
      else high = Math.min(middle - 1, line.seq - 1);
    }
    return low;
  };

  return {
    positionAt,
    firstSeq: (): number => first.get()?.seq ?? 1,
    /** The time from the first to the last line, divided into `buckets` equal parts, with the number of lines in each. */
    histogram: (buckets: number): ChangeHistogram => {
      const fromMs = first.get()?.at ?? 0;
      const untilMs = Math.max(fromMs, last.get()?.at ?? 0);
      const edges = Array.from({ length: buckets }, (_, n) =>
        positionAt(n === buckets - 1 ? untilMs : fromMs + ((untilMs - fromMs) * (n + 1)) / buckets),
      );
      const start = (first.get()?.seq ?? 1) - 1;
      return { fromMs, untilMs, counts: edges.map((edge, n) => edge - (edges[n - 1] ?? start)) };
    },
  };
};
