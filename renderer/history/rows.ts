import type { ChangeEntry } from '../../shared/change-event.ts';
import type { Gap } from '../../shared/connection.ts';
import { type Day, dayOf } from '../../shared/time.ts';

export type HistoryRow = { kind: 'change'; entry: ChangeEntry } | { kind: 'gap'; gap: Gap };

/** The rows under one heading. */
export interface DayOfRows {
  /** null: changes without a day (the assignment was deleted before its day was known). */
  day: Day | null;
  rows: readonly HistoryRow[];
}

interface Options {
  gaps: readonly Gap[];
  /** All pages are loaded. */
  isComplete: boolean;
  nowMs: number;
  seenFromMs?: number | undefined;
  seenUntilMs?: number | undefined;
}

/** Shorter gaps without missed changes (restarts) are not shown. */
const SHORT_MS = 60_000;

const shouldShowGap = ({ fromMs, untilMs, found }: Gap): boolean =>
  untilMs === null || found !== 0 || untilMs - fromMs >= SHORT_MS;

/** A gap is placed at its end, below the changes found afterwards. */
const positionMs = ({ untilMs }: Gap, nowMs: number): number => untilMs ?? nowMs;

const visibleGaps = (entries: readonly ChangeEntry[], options: Options): Gap[] => {
  const { gaps, isComplete, nowMs, seenFromMs = 0, seenUntilMs = Number.POSITIVE_INFINITY } = options;
  const oldestMs = isComplete ? 0 : (entries.at(-1)?.seenAtMs ?? Number.POSITIVE_INFINITY);
  return gaps
    .filter(shouldShowGap)
    .filter((gap) => positionMs(gap, nowMs) >= Math.max(seenFromMs, oldestMs) && gap.fromMs < seenUntilMs)
    .sort((a, b) => positionMs(b, nowMs) - positionMs(a, nowMs));
};

/** A row and the day of its heading. */
export interface PlacedRow {
  row: HistoryRow;
  day: Day | null;
}

export const idOf = ({ row }: PlacedRow): string | number =>
  row.kind === 'gap' ? `gap-${row.gap.fromMs}` : row.entry.seq;

export const placedRows = (days: readonly DayOfRows[]): PlacedRow[] =>
  days.flatMap(({ day, rows }) => rows.map((row) => ({ row, day })));

/** Groups consecutive rows of the same day. */
export const groupByDay = (rows: readonly PlacedRow[]): DayOfRows[] => {
  const days: { day: Day | null; rows: HistoryRow[] }[] = [];
  for (const { row, day } of rows) {
    const last = days.at(-1);
    if (last?.day === day) last.rows.push(row);
    else days.push({ day, rows: [row] });
  }
  return days;
};

/** Groups changes by the day on which they were seen, newest first, with gaps between them. */
export const rowsByDay = (entries: readonly ChangeEntry[], options: Options): DayOfRows[] => {
  const rows: PlacedRow[] = [];
  const add = (row: HistoryRow, atMs: number) => rows.push({ row, day: dayOf(atMs) });
  const gaps = visibleGaps(entries, options);
  const addGapsAfter = (ms: number) => {
    while (gaps[0] && positionMs(gaps[0], options.nowMs) > ms) {
      const gap = gaps.shift();
      if (gap) add({ kind: 'gap', gap }, positionMs(gap, options.nowMs));
    }
  };
  for (const entry of entries) {
    addGapsAfter(entry.seenAtMs);
    add({ kind: 'change', entry }, entry.seenAtMs);
  }
  addGapsAfter(-1);
  return groupByDay(rows);
};

/** Groups changes, already ordered by shift, by the first day of the shift. */
export const rowsByShift = (entries: readonly ChangeEntry[]): DayOfRows[] =>
  groupByDay(entries.map((entry) => ({ row: { kind: 'change', entry }, day: entry.from })));
