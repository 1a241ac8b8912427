import type { PersonId } from '../../../shared/assignment.ts';
import type { FieldChange } from '../../../shared/change-event.ts';
import { bodyText, jsonOf, type ReceivedBody } from '../../protime/delivery-body.ts';
import type { ReadableDb } from '../database.ts';

/** Rows about a person, and rows that mention the person. */
export interface PersonRecords {
  /** Lines of the log about shifts of the person. */
  seqs: number[];
  /** Lines about shifts that moved to or from another person, with the `changes` that remain. */
  mentions: { seq: number; changes: string }[];
  assignmentIds: number[];
  /** Rejections of shifts that belonged to the person at that time. */
  rejectionIds: number[];
  /** Raw deliveries that contain the person's id. */
  deliveryIds: number[];
}

/** Reads the whole log: call it in another thread. */
export const findPersonRecords = (db: ReadableDb, personId: PersonId): PersonRecords => {
  const pluck = (sql: string, ...values: (string | number)[]): number[] =>
    db
      .prepare<(string | number)[], { id: number }>(sql)
      .all(...values)
      .map(({ id }) => id);
  const mentioned = db
    .prepare<[number, number], { seq: number; changes: string }>(
      `SELECT seq, changes FROM change WHERE person_id IS NOT ?
         AND EXISTS (SELECT 1 FROM json_each(changes) f WHERE f.value ->> 'field' = 'personId'
           AND ? IN (f.value ->> 'before', f.value ->> 'after'))`,
    )
    .all(personId, personId);
  return {
    seqs: pluck('SELECT seq AS id FROM change WHERE person_id = ?', personId),
    mentions: mentioned.map(({ seq, changes }) => ({ seq, changes: withoutPerson(changes, personId) })),
    assignmentIds: pluck('SELECT id FROM assignment WHERE person_id = ?', personId),
    rejectionIds: pluck('SELECT id FROM rejection WHERE seq IN (SELECT seq FROM change WHERE person_id = ?)', personId),
    deliveryIds: deliveriesNaming(db, personId),
  };
};

/** Removes the person's id and the previous comment from the changes of a line. */
const withoutPerson = (changes: string, personId: PersonId): string =>
  JSON.stringify(
    (JSON.parse(changes) as FieldChange[]).map((change) => {
      if (change.field === 'comments') return { ...change, before: null };
      if (change.field !== 'personId') return change;
      const without = (value: unknown) => (value === personId ? null : value);
      return { ...change, before: without(change.before), after: without(change.after) };
    }),
  );

const deliveriesNaming = (db: ReadableDb, personId: PersonId): number[] => {
  const found: number[] = [];
  // The digits of an id are the same bytes in every charset but those with zeros, and in no compressed body.
  const all = db.prepare<[string], { id: number; headers: string; body: Buffer }>(
    `SELECT id, headers, body FROM delivery WHERE instr(body, CAST(? AS BLOB)) > 0 OR instr(body, x'00') > 0
       OR instr(headers, '"content-encoding"') > 0 OR substr(body, 1, 2) IN (x'1F8B', x'28B5')`,
  );
  for (const { id, headers, body } of all.iterate(String(personId)))
    if (names({ body, headers: JSON.parse(headers) as Record<string, string> }, personId)) found.push(id);
  return found;
};

const names = (delivery: ReceivedBody, personId: PersonId): boolean => {
  const text = bodyText(delivery);
  const json = jsonOf(text);
  // Not valid JSON, but it contains the number: treated as a delivery about the person.
  return json === undefined ? text.includes(String(personId)) : hasPerson(json, personId);
};

const hasPerson = (value: unknown, personId: PersonId): boolean => {
  if (typeof value === 'string' && value.includes(String(personId))) return hasPerson(jsonOf(value), personId);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([key, inner]) =>
      (key === 'person' && Number((inner as { id?: unknown } | null)?.id) === personId) || hasPerson(inner, personId),
  );
};
