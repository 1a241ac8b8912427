import type { ActivityRef, Assignment, AssignmentFields, AssignmentId } from '../../../shared/assignment.ts';
import type { ReadableDb, WritableDb } from '../database.ts';

/** Stands for "no end": sorts after every real day. */
export const OPEN_END = '9999-12-31';

export type AssignmentRow = {
  id: number;
  change_version: string;
  person_id: number | null;
  from_day: string;
  last_day: string;
  start_minutes: number | null;
  end_minutes: number | null;
  break_minutes: number | null;
  comments: string | null;
  activities: string;
  person_references: string | null;
  is_rejected: number | null;
  deleted: number;
  deleted_by_list: number;
  seq: number;
  last_seq: number;
  seen_at_ms: number;
  changed_at_ms: number | null;
};

/** Reading this many rows takes one or two milliseconds. */
const ROWS_PER_READ = 1000;
type Cursor = Pick<AssignmentRow, 'last_day' | 'from_day' | 'id' | 'seq'>;

const NO_ACTIVITIES: ActivityRef[] = [];

export const toFields = (row: AssignmentRow): AssignmentFields => ({
  personId: row.person_id,
  from: row.from_day,
  until: row.last_day === OPEN_END ? null : row.last_day,
  startMinutes: row.start_minutes,
  endMinutes: row.end_minutes,
  breakMinutes: row.break_minutes,
  comments: row.comments,
  activities: row.activities === '[]' ? NO_ACTIVITIES : (JSON.parse(row.activities) as ActivityRef[]),
  isRejected: row.is_rejected === null ? null : row.is_rejected === 1,
  ...(row.person_references ? { personReferences: JSON.parse(row.person_references) as Record<string, string> } : {}),
});

export const toAssignment = (row: AssignmentRow): Assignment => ({
  ...toFields(row),
  id: row.id,
  changeVersion: row.change_version,
  deleted: row.deleted === 1,
  seq: row.seq,
  seenAtMs: row.seen_at_ms,
  changedAtMs: row.changed_at_ms,
});

/** The current state of one assignment, for the writer. */
export interface CurrentAssignment {
  changeVersion: string;
  fields: AssignmentFields;
  deleted: boolean;
  deletedByList: boolean;
  changedAtMs: number | null;
  /** The newest line of the log about it. */
  lastSeq: number;
}

/** The new row of one assignment. */
export interface ProjectedAssignment extends CurrentAssignment {
  id: AssignmentId;
  seq: number;
  seenAtMs: number;
}

export const createAssignmentReader = (db: ReadableDb) => {
  const byId = db.prepare<[number], AssignmentRow>('SELECT * FROM assignment WHERE id = ?');
  const count = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM assignment WHERE deleted = 0');
  const inDays = db.prepare<[string, string], AssignmentRow>(
    'SELECT * FROM assignment WHERE deleted = 0 AND last_day >= ? AND from_day <= ? ORDER BY from_day, start_minutes, id',
  );
  const inDaysWithDeleted = db.prepare<[string, string], AssignmentRow>(
    'SELECT * FROM assignment WHERE last_day >= ? AND from_day <= ? ORDER BY from_day, start_minutes, id',
  );
  return {
    get: (id: AssignmentId): Assignment | undefined => {
      const row = byId.get(id);
      return row && toAssignment(row);
    },
    /** Number of assignments, without deleted ones. */
    count: (): number => count.get()?.n ?? 0,
    /** Every row whose days overlap the range, both ends included, sorted by start. */
    inDays: (from: string, until: string): IterableIterator<AssignmentRow> => inDays.iterate(from, until),
    /** The same, including deleted ones. */
    inDaysWithDeleted: (from: string, until: string): IterableIterator<AssignmentRow> =>
      inDaysWithDeleted.iterate(from, until),
  };
};

export const createAssignmentStore = (db: WritableDb) => {
  const byId = db.prepare<[number], AssignmentRow>('SELECT * FROM assignment WHERE id = ?');
  const countStarting = db
    .prepare<[string, string, string], number>(
      'SELECT count(*) FROM assignment WHERE deleted = 0 AND last_day >= ? AND from_day BETWEEN ? AND ?',
    )
    .pluck();
  const version = db.prepare<[number], string>('SELECT change_version FROM assignment WHERE id = ?').pluck();
  const insert = db.prepare(
    `INSERT INTO assignment (change_version, break_minutes, comments, activities, person_references, is_rejected,
       deleted_by_list, seq, last_seq, seen_at_ms, changed_at_ms, start_minutes, end_minutes, person_id, from_day, last_day,
       deleted, id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const CONTENT = `change_version = ?, break_minutes = ?, comments = ?, activities = ?, person_references = ?, is_rejected = ?,
    deleted_by_list = ?, seq = ?, last_seq = ?, seen_at_ms = ?, changed_at_ms = ?, start_minutes = ?, end_minutes = ?`;
  const update = db.prepare(`UPDATE assignment SET ${CONTENT} WHERE id = ?`);
  // These columns are indexed: setting them rewrites the indexes even when they do not change.
  const updateWithPerson = db.prepare(`UPDATE assignment SET ${CONTENT}, person_id = ? WHERE id = ?`);
  const updateWithDays = db.prepare(
    `UPDATE assignment SET ${CONTENT}, person_id = ?, from_day = ?, last_day = ?, deleted = ? WHERE id = ?`,
  );
  const setLastSeq = db.prepare('UPDATE assignment SET last_seq = ? WHERE id = ?');
  const nextByDays = db.prepare<[string, string, number, number], Cursor>(
    `SELECT last_day, from_day, id, seq FROM assignment WHERE deleted = 0 AND (last_day, from_day, id) > (?, ?, ?)
     ORDER BY last_day, from_day, id LIMIT ?`,
  );
  return {
    ...createAssignmentReader(db),
    /**
     * Ids of assignments that start in a period and have not changed since a position of the log. In batches, so that the
     * caller can let other work run between them. Assignments that end before the period are not read.
     */
    *startingIn(from: string, until: string, seq: number): Generator<AssignmentId[]> {
      // An assignment that starts in the period ends in it or later.
      let after: Cursor = { last_day: from, from_day: '', id: 0, seq: 0 };
      for (;;) {
        const rows = nextByDays.all(after.last_day, after.from_day, after.id, ROWS_PER_READ);
        yield rows.filter((row) => row.from_day >= from && row.from_day <= until && row.seq <= seq).map(({ id }) => id);
        const last = rows.at(-1);
        if (!last || rows.length < ROWS_PER_READ) return;
        after = last;
      }
    },
    /** Number of assignments that start in a period, without deleted ones. */
    countStarting: (from: string, until: string): number => countStarting.get(from, from, until) ?? 0,
    /** Its changeVersion, also of a deleted one. */
    versionOf: (id: AssignmentId): string | undefined => version.get(id),
    current(id: AssignmentId): CurrentAssignment | undefined {
      const row = byId.get(id);
      if (!row) return undefined;
      return {
        changeVersion: row.change_version,
        fields: toFields(row),
        deleted: row.deleted === 1,
        deletedByList: row.deleted_by_list === 1,
        changedAtMs: row.changed_at_ms,
        lastSeq: row.last_seq,
      };
    },
    /** Call when a line about it was added to the log that does not change the plan. */
    setLastSeq: (id: AssignmentId, seq: number) => setLastSeq.run(seq, id),
    /** @param before from `current`; undefined for a new one. */
    put(row: ProjectedAssignment, before: CurrentAssignment | undefined): void {
      const { fields } = row;
      const content = [
        row.changeVersion,
        fields.breakMinutes,
        fields.comments,
        fields.activities.length === 0 ? '[]' : JSON.stringify(fields.activities),
        fields.personReferences ? JSON.stringify(fields.personReferences) : null,
        fields.isRejected === null ? null : Number(fields.isRejected),
        Number(row.deletedByList),
        row.seq,
        row.lastSeq,
        row.seenAtMs,
        row.changedAtMs,
        fields.startMinutes,
        fields.endMinutes,
      ];
      if (!before || !hasSameDays(before, row)) {
        const days = [fields.from, fields.until ?? OPEN_END, Number(row.deleted)];
        (before ? updateWithDays : insert).run(...content, fields.personId, ...days, row.id);
      } else if (before.fields.personId !== fields.personId) updateWithPerson.run(...content, fields.personId, row.id);
      else update.run(...content, row.id);
    },
  };
};

const hasSameDays = (before: CurrentAssignment, { deleted, fields: { from, until } }: ProjectedAssignment): boolean =>
  before.deleted === deleted && before.fields.from === from && before.fields.until === until;

export type AssignmentStore = ReturnType<typeof createAssignmentStore>;

export const toProjectedAssignment = (row: ProjectedAssignment): Assignment => ({
  ...row.fields,
  id: row.id,
  changeVersion: row.changeVersion,
  deleted: row.deleted,
  seq: row.seq,
  seenAtMs: row.seenAtMs,
  changedAtMs: row.changedAtMs,
});
