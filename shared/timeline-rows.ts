import { z } from 'zod';
import type { AssignmentFields } from './assignment.ts';
import { dayRange, MINUTES_PER_DAY } from './time.ts';

/** One row of the plan: a person with something planned in the range, and how many bars overlap at most. */
export interface TimelineRow {
  /** null: unassigned. */
  personId: number | null;
  /** Largest number of overlapping assignments; at least 1. */
  lanes: number;
  /** The shift that starts next, as `YYYY-MM-DD` plus minutes, for sorting; null without one. */
  nextStart: string | null;
  hasRejected: boolean;
  /** The person's most frequent activity in the range (deepest level); null without one, or when not requested. */
  activityId: string | null;
}

/** The start of a shift as text that sorts by time: the day, then the minutes moved above zero. */
export const startKey = ({ from, startMinutes }: Pick<AssignmentFields, 'from' | 'startMinutes'>): string =>
  `${from} ${String((startMinutes ?? 0) + MINUTES_PER_DAY).padStart(5, '0')}`;

/** The rows of a range at one position of the log. */
export interface TimelineRows {
  seq: number;
  range: z.infer<typeof dayRange>;
  rows: TimelineRow[];
}

const textColumn = z.object({
  /** The distinct texts. */
  values: z.array(z.string()),
  /** For each row the index of its text; -1: null. */
  indexes: z.array(z.number().int()),
});

export const packedRows = z.object({
  seq: z.number().int(),
  range: dayRange,
  personIds: z.array(z.number().int().nullable()),
  lanes: z.array(z.number().int().min(1)),
  nextStarts: textColumn,
  /** Indexes of the rows with a rejected assignment. */
  rejected: z.array(z.number().int()),
  activities: textColumn,
});
/** Rows in compressed form: by column, with repeated texts stored once. About a tenth of the size and time of plain JSON. */
export type PackedRows = z.infer<typeof packedRows>;

const packTextColumn = (list: readonly (string | null)[]): z.infer<typeof textColumn> => {
  const indexByText = new Map<string, number>();
  const indexes = list.map((text) => {
    if (text === null) return -1;
    const index = indexByText.get(text) ?? indexByText.size;
    indexByText.set(text, index);
    return index;
  });
  return { values: [...indexByText.keys()], indexes };
};

export const packRows = ({ seq, range, rows }: TimelineRows): PackedRows => ({
  seq,
  range,
  personIds: rows.map((r) => r.personId),
  lanes: rows.map((r) => r.lanes),
  nextStarts: packTextColumn(rows.map((r) => r.nextStart)),
  rejected: rows.flatMap((r, at) => (r.hasRejected ? at : [])),
  activities: packTextColumn(rows.map((r) => r.activityId)),
});

export const unpackRows = ({
  seq,
  range,
  personIds,
  lanes,
  nextStarts,
  rejected,
  activities,
}: PackedRows): TimelineRows => {
  const rows = personIds.map((personId, n) => ({
    personId,
    lanes: lanes[n] ?? 1,
    nextStart: nextStarts.values[nextStarts.indexes[n] ?? -1] ?? null,
    hasRejected: false,
    activityId: activities.values[activities.indexes[n] ?? -1] ?? null,
  }));
  for (const at of rejected) {
    const row = rows[at];
    if (row) row.hasRejected = true;
  }
  return { seq, range, rows };
};
