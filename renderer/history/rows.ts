import type { ChangeEntry } from '../../shared/change-event.ts';
import type { Gap } from '../../shared/connection.ts';
import { type Day, dayOf } from '../../shared/time.ts';

export type HistoryRow = { kind: 'change'; entry: ChangeEntry } | { kind: 'gap'; gap: Gap };

/** The rows seen on one day. */
export interface DayOfRows {
  day: Day;
  rows: HistoryRow[];
}

interface Options {
  gaps: readonly Gap[];
  /** Nothing older is left to read. */
  isComplete: boolean;
  nowMs: number;
  seenFromMs?: number | undefined;
  seenUntilMs?: number | undefined;
}

/** A restart of a moment in which nothing was missed is not worth a row. */
const SHORT_MS = 60_000;

const isWorthARow = ({ fromMs, untilMs, found }: Gap): boolean =>
  untilMs === null || found !== 0 || untilMs - fromMs >= SHORT_MS;

/** A gap stands where it ended: what was found afterwards comes above it. */
const placeOf = ({ untilMs }: Gap, nowMs: number): number => untilMs ?? nowMs;

const visibleGaps = (entries: readonly ChangeEntry[], options: Options): Gap[] => {
  const { gaps, isComplete, nowMs, seenFromMs = 0, seenUntilMs = Number.POSITIVE_INFINITY } = options;
  const oldestMs = isComplete ? 0 : (entries.at(-1)?.seenAtMs ?? Number.POSITIVE_INFINITY);
  return gaps
    .filter(isWorthARow)
    .filter((gap) => placeOf(gap, nowMs) >= Math.max(seenFromMs, oldestMs) && gap.fromMs < seenUntilMs)
    .sort((a, b) => placeOf(b, nowMs) - placeOf(a, nowMs));
};

/** Changes newest first by their place in the log, gaps between them, under the day on which they were seen. */
export const rowsByDay = (entries: readonly ChangeEntry[], options: Options): DayOfRows[] => {
  const days: DayOfRows[] = [];
  const add = (row: HistoryRow, atMs: number) => {
    const day = dayOf(atMs);
    const last = days.at(-1);
    if (last?.day === day) last.rows.push(row);
    else days.push({ day, rows: [row] });
  };
  const gaps = visibleGaps(entries, options);
  const addGapsAfter = (ms: number) => {
    while (gaps[0] && placeOf(gaps[0], options.nowMs) > ms) {
      const gap = gaps.shift();
      if (gap) add({ kind: 'gap', gap }, placeOf(gap, options.nowMs));
    }
  };
  for (const entry of entries) {
    addGapsAfter(entry.seenAtMs);
    add({ kind: 'change', entry }, entry.seenAtMs);
  }
  addGapsAfter(-1);
  return days;
};
