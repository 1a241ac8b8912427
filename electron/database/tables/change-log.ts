import type { AssignmentFields, AssignmentId } from '../../../shared/assignment.ts';
import {
  CHANGE_KINDS,
  type ChangeEntry,
  type ChangeKind,
  type ChangeOutcome,
  type ChangeSource,
  type FieldChange,
} from '../../../shared/change-event.ts';
import { parseAssignment } from '../../protime/assignment-wire.ts';
import type { ReadableDb, WritableDb } from '../database.ts';
import { createLastDelivered } from './last-delivered.ts';

export type ChangeRow = {
  seq: number;
  assignment_id: number;
  change_version: string;
  kinds: number;
  source: ChangeSource;
  outcome: ChangeOutcome;
  delivery_id: number | null;
  person_id: number | null;
  from_day: string | null;
  until_day: string | null;
  start_minutes: number | null;
  end_minutes: number | null;
  seen_at_ms: number;
  is_rejected: number | null;
  after: string | null;
  changes: string;
};

/** The version in an `after` column; undefined for a delete. */
export const versionFields = (after: string | null, isRejected: number | null): AssignmentFields | undefined => {
  const fields = after === null ? undefined : parseFields(after);
  return fields && { ...fields, isRejected: isRejected === null ? null : isRejected === 1 };
};

/** The fields exactly as received: `isRejected` is null when it was not sent. */
const parseFields = (after: string): AssignmentFields | undefined => {
  const event = parseAssignment(JSON.parse(after));
  return typeof event !== 'string' && event.kind === 'upsert' ? event.fields : undefined;
};

const BITS = new Map<ChangeKind, number>(CHANGE_KINDS.map((kind, n) => [kind, 1 << n]));

/** Kinds as a bit set, as the log stores and filters them. */
export const kindsToBits = (kinds: readonly ChangeKind[]): number =>
  kinds.reduce((bits, kind) => bits | (BITS.get(kind) ?? 0), 0);

export const bitsToKinds = (bits: number): ChangeKind[] => CHANGE_KINDS.filter((_, n) => (bits & (1 << n)) !== 0);

export const toEntry = (row: ChangeRow): ChangeEntry => ({
  seq: row.seq,
  assignmentId: row.assignment_id,
  changeVersion: row.change_version,
  kinds: bitsToKinds(row.kinds),
  source: row.source,
  outcome: row.outcome,
  personId: row.person_id,
  from: row.from_day,
  until: row.until_day,
  startMinutes: row.start_minutes,
  endMinutes: row.end_minutes,
  seenAtMs: row.seen_at_ms,
  changes: row.changes === '[]' ? [] : (JSON.parse(row.changes) as FieldChange[]),
});

/** One line to append. `fields`: the shift after the change, or before it for a delete. */
export interface NewChange {
  assignmentId: AssignmentId;
  /** The previous line about the same assignment; null for the first line and for a duplicate. */
  previousSeq: number | null;
  changeVersion: string;
  kinds: readonly ChangeKind[];
  source: ChangeSource;
  outcome: ChangeOutcome;
  deliveryId: number | null;
  fields: AssignmentFields | undefined;
  seenAtMs: number;
  /** The provider's own object; undefined for a delete and a duplicate. */
  after: Record<string, unknown> | undefined;
  changes: readonly FieldChange[];
}

/** One known version of an assignment. */
export interface KnownVersion {
  seq: number;
  changeVersion: string;
  /** As it was received; undefined: this version deletes the assignment. */
  fields: AssignmentFields | undefined;
  source: ChangeSource;
}

/** Defines `line`: the lines about one assignment, newest first, without duplicates. */
const CHAIN = `WITH RECURSIVE chain (seq) AS (
    SELECT last_seq FROM assignment WHERE id = ?
    UNION ALL SELECT previous_seq FROM chain JOIN change USING (seq) WHERE previous_seq IS NOT NULL
  ), line AS (SELECT change.* FROM chain CROSS JOIN change USING (seq))`;

export const createChangeReader = (db: ReadableDb) => {
  const lastSeq = db.prepare<[], { seq: number | null }>('SELECT max(seq) AS seq FROM change');
  const ofAssignment = db.prepare<[number], ChangeRow>(
    `${CHAIN} SELECT * FROM line ORDER BY change_version DESC, seq DESC`,
  );
  const after = db.prepare<[number, number], ChangeRow>('SELECT * FROM change WHERE seq > ? ORDER BY seq LIMIT ?');
  const lastDelivered = createLastDelivered(db);
  return {
    lastSeq: (): number => lastSeq.get()?.seq ?? 0,
    /** Every version of one assignment, newest first, without duplicates. */
    ofAssignment: (id: AssignmentId): ChangeEntry[] => ofAssignment.all(id).map(toEntry),
    /** The next lines after a position, as stored. */
    after: (seq: number, limit: number): ChangeRow[] => after.all(seq, limit),
    /** When an event last came by a delivery, in ms. */
    lastDeliveredAtMs: lastDelivered.atMs,
    /** The value to store, so that the next start does not search the log again. */
    lastDeliveredSeen: lastDelivered.seen,
  };
};

export const createChangeLog = (db: WritableDb) => {
  const reader = createChangeReader(db);
  let next = reader.lastSeq() + 1;
  const insert = db.prepare(
    `INSERT INTO change (seq, assignment_id, previous_seq, change_version, kinds, source, outcome, delivery_id, person_id,
       from_day, until_day, start_minutes, end_minutes, seen_at_ms, is_rejected, after, changes)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const versions = db.prepare<[number], Pick<ChangeRow, 'seq' | 'change_version' | 'after' | 'source'>>(
    `${CHAIN} SELECT seq, change_version, after, source FROM line ORDER BY change_version, seq`,
  );
  const known = db.prepare<[number, string], { seq: number }>(
    `${CHAIN} SELECT seq FROM line WHERE change_version = ? LIMIT 1`,
  );
  const deliveryOf = db
    .prepare<[number, string], number>(
      `${CHAIN} SELECT delivery_id FROM line WHERE change_version = ? AND delivery_id IS NOT NULL LIMIT 1`,
    )
    .pluck();
  return {
    ...reader,
    /** Appends a line and returns its position. Positions are never reused, not even after a rollback. */
    append(change: NewChange): number {
      const seq = next++;
      const { fields } = change;
      insert.run(
        seq,
        change.assignmentId,
        change.previousSeq,
        change.changeVersion,
        kindsToBits(change.kinds),
        change.source,
        change.outcome,
        change.deliveryId,
        fields?.personId ?? null,
        fields?.from ?? null,
        fields?.until ?? null,
        fields?.startMinutes ?? null,
        fields?.endMinutes ?? null,
        change.seenAtMs,
        fields?.isRejected == null ? null : Number(fields.isRejected),
        change.after ? JSON.stringify(change.after) : null,
        change.changes.length === 0 ? '[]' : JSON.stringify(change.changes),
      );
      return seq;
    },
    isKnown: (id: AssignmentId, changeVersion: string): boolean => known.get(id, changeVersion) !== undefined,
    /** The delivery that brought a version; undefined when none did, or when it was read before it was delivered. */
    deliveryOf: (id: AssignmentId, changeVersion: string): number | undefined => deliveryOf.get(id, changeVersion),
    /** Every known version of an assignment in the provider's order. */
    versionsOf: (id: AssignmentId): KnownVersion[] =>
      versions.all(id).map((row) => ({
        seq: row.seq,
        changeVersion: row.change_version,
        source: row.source,
        fields: row.after === null ? undefined : parseFields(row.after),
      })),
  };
};

export type ChangeLog = ReturnType<typeof createChangeLog>;
