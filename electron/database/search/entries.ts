import type { ChangeEntry, ChangeKind, FieldChange } from '../../../shared/change-event.ts';
import { bitsToKinds } from '../tables/change-log.ts';
import type { SearchQuery } from './query.ts';
import type { QueryRows } from './statements.ts';

/** Columns of a line for a page of results. */
export const ENTRY = `c.seq, c.assignment_id, c.change_version, c.kinds, c.source, c.outcome, c.person_id, c.from_day,
  c.until_day, c.start_minutes, c.end_minutes, c.seen_at_ms, c.changes`;

export type EntryValues = [
  seq: number,
  assignmentId: number,
  changeVersion: string,
  kinds: number,
  source: ChangeEntry['source'],
  outcome: ChangeEntry['outcome'],
  personId: number | null,
  from: string | null,
  until: string | null,
  startMinutes: number | null,
  endMinutes: number | null,
  seenAtMs: number,
  changes: string,
];

const kindsOf = new Map<number, ChangeKind[]>();
const toKinds = (bits: number): ChangeKind[] => {
  const known = kindsOf.get(bits) ?? bitsToKinds(bits);
  kindsOf.set(bits, known);
  return known;
};

/** From arrays of values: twice as fast as from objects. */
export const toEntries = (rows: readonly EntryValues[]): ChangeEntry[] =>
  rows.map((row) => ({
    seq: row[0],
    assignmentId: row[1],
    changeVersion: row[2],
    kinds: toKinds(row[3]),
    source: row[4],
    outcome: row[5],
    personId: row[6],
    from: row[7],
    until: row[8],
    startMinutes: row[9],
    endMinutes: row[10],
    seenAtMs: row[11],
    changes: row[12] === '[]' ? [] : (JSON.parse(row[12]) as FieldChange[]),
  }));

/** The lines at some positions that match a plan's conditions, in the order of the list. */
export const linesAt = (queryRows: QueryRows, { sql, values }: SearchQuery, seqs: readonly number[]): EntryValues[] =>
  queryRows(`SELECT ${ENTRY} FROM json_each(?) s CROSS JOIN change c ON c.seq = s.value WHERE ${sql} ORDER BY s.key`, [
    JSON.stringify(seqs),
    ...values,
  ]);
