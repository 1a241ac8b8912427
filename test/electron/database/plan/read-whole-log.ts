import type { ReadableDb } from '../../../../electron/database/database.ts';
import { type ChangeRow, versionFields } from '../../../../electron/database/tables/change-log.ts';
import type { Assignment } from '../../../../shared/assignment.ts';
import type { DayRange } from '../../../../shared/time.ts';
import { isInRange } from '../../../../shared/timeline.ts';

type Row = Pick<ChangeRow, 'seq' | 'assignment_id' | 'change_version' | 'seen_at_ms' | 'after' | 'is_rejected'> & {
  deleted: number;
};

/**
 * The plan at a log position, found by reading the whole log: for each assignment the last version applied up to then, also for
 * deleted ones. The expected result of all faster ways.
 */
export const readWholeLog = (db: ReadableDb, range: DayRange, atMs: number): Assignment[] =>
  db
    .prepare<[number], Row>(
      `SELECT v.seq, v.assignment_id, v.change_version, v.seen_at_ms, v.after, v.is_rejected, last.seq > v.seq AS deleted
       FROM (SELECT assignment_id, max(seq) AS seq, max(seq) FILTER (WHERE after IS NOT NULL) AS version_seq
             FROM change WHERE outcome = 'applied' AND seen_at_ms <= ? GROUP BY assignment_id) last
       JOIN change v ON v.seq = last.version_seq`,
    )
    .all(atMs)
    .flatMap((row): Assignment[] => {
      const fields = versionFields(row.after, row.is_rejected);
      if (!fields || !isInRange(fields, range)) return [];
      return [
        {
          ...fields,
          id: row.assignment_id,
          changeVersion: row.change_version,
          deleted: row.deleted === 1,
          seq: row.seq,
          seenAtMs: row.seen_at_ms,
          changedAtMs: row.seen_at_ms,
        },
      ];
    })
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.id - b.id));
