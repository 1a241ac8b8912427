import type { ActivityRef, AssignmentFields } from '../../shared/assignment.ts';
import type { ChangeEvent } from '../../shared/change-event.ts';
import { isJsonObject } from '../../shared/json.ts';
import { isDay } from '../../shared/time.ts';

export type UpsertEvent = Extract<ChangeEvent, { kind: 'upsert' }>;
export type DeleteEvent = Extract<ChangeEvent, { kind: 'delete' }>;
type Wire = Record<string, unknown>;

/*
 * The only parser of assignments as Protime sends them, used for events and for pages of lists. It does not use zod, because
 * it must be fast: it parses every event while Protime waits for the answer.
 */

/**
 * Parses an assignment as Protime sends it. Returns a text with the wrong field and the reason, without its value, if it is
 * invalid.
 * A time, comment or activity that cannot be read does not hide the shift or its rejection: it is left out, and
 * `unreadableField` names it.
 */
export const parseAssignment = (raw: unknown): UpsertEvent | string => {
  const known = identify(raw);
  if (typeof known === 'string') return known;
  try {
    return { kind: 'upsert', ...known, fields: readFields(known.raw) };
  } catch (error) {
    if (error instanceof WrongField) return readWithout(known, error.message);
    throw error;
  }
};

const readWithout = (known: Identified, unreadableField: string): UpsertEvent | string => {
  try {
    return { kind: 'upsert', ...known, fields: readFields(readablePart(known.raw)), unreadableField };
  } catch (error) {
    if (error instanceof WrongField) return error.message;
    throw error;
  }
};

const readablePart = (wire: Wire): Wire => {
  const part = { ...wire };
  for (const [name, read] of Object.entries(DISPENSABLE))
    try {
      read(name, wire[name]);
    } catch {
      delete part[name];
    }
  return part;
};

/** Parses a deletion, of which only id and changeVersion are used. Returns a text with the reason if it is invalid. */
export const parseDelete = (raw: unknown): DeleteEvent | string => {
  const known = identify(raw);
  return typeof known === 'string' ? known : { kind: 'delete', ...known };
};

/** The id of an assignment that is otherwise invalid, so that it is not treated as deleted. */
export const assignmentIdOf = (raw: unknown): number | undefined =>
  isJsonObject(raw) ? positiveId(raw.id) : undefined;

interface Identified {
  id: number;
  changeVersion: string;
  raw: Wire;
}

const identify = (raw: unknown): Identified | string => {
  if (!isJsonObject(raw)) return 'data: not an object';
  const id = positiveId(raw.id);
  if (id === undefined) return 'id: not a positive whole number';
  const { changeVersion } = raw;
  // Parsed as a number it would have lost its leading zeros, on which the order depends.
  if (typeof changeVersion !== 'string' || changeVersion === '') return 'changeVersion: not a text';
  return { id, changeVersion, raw };
};

const readFields = (wire: Wire): AssignmentFields => {
  const person = optionalRecord('person', wire.person);
  const personReferences = references(person?.externalReferences);
  return {
    personId: personId(person),
    from: dayOf('from', wire.from) ?? fail('from', 'missing'),
    until: dayOf('until', wire.until),
    startMinutes: minutes('startTimeInMinutes', wire.startTimeInMinutes),
    endMinutes: minutes('endTimeInMinutes', wire.endTimeInMinutes),
    breakMinutes: minutes('breakDurationInMinutes', wire.breakDurationInMinutes),
    comments: text('comments', wire.comments),
    activities: activities(wire.activityLevels),
    isRejected: flag('isRejected', wire.isRejected),
    ...(personReferences ? { personReferences } : {}),
  };
};

/** Only the texts of an assignment that was validated before; undefined if they are invalid. */
export const readTexts = (wire: Wire): Pick<AssignmentFields, 'comments' | 'activities'> | undefined => {
  try {
    return { comments: text('comments', wire.comments), activities: activities(wire.activityLevels) };
  } catch (error) {
    if (error instanceof WrongField) return undefined;
    throw error;
  }
};

class WrongField extends Error {}
const fail = (field: string, why: string): never => {
  throw new WrongField(`${field}: ${why}`);
};

const missing = (value: unknown): value is null | undefined => value === null || value === undefined;

/** Some senders write numbers as text. */
const wholeNumber = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) ? (number as number) : undefined;
};

const positiveId = (value: unknown): number | undefined => {
  const id = wholeNumber(value);
  return id !== undefined && id > 0 ? id : undefined;
};

const optionalRecord = (field: string, value: unknown): Wire | undefined => {
  if (missing(value)) return undefined;
  return isJsonObject(value) ? value : fail(field, 'not an object');
};

const personId = (person: Wire | undefined): number | null => {
  if (!person || missing(person.id)) return null;
  return positiveId(person.id) ?? fail('person.id', 'not a positive whole number');
};

const dayOf = (field: string, value: unknown): string | null => {
  if (missing(value)) return null;
  if (typeof value !== 'string') return fail(field, 'not a date');
  const day = value.charAt(10) === 'T' ? value.slice(0, 10) : value;
  return isDay(day) ? day : fail(field, 'not a date');
};

/** Wall-clock minutes relative to midnight: from the start of the day before (-1440) to the end of the day after (2880). */
const minutes = (field: string, value: unknown): number | null => {
  if (missing(value)) return null;
  const number = typeof value === 'number' && Number.isFinite(value) ? Math.round(value) : wholeNumber(value);
  return number !== undefined && number >= -1440 && number <= 2880
    ? number
    : fail(field, 'not minutes within -1440 and 2880');
};

const text = (field: string, value: unknown): string | null => {
  if (missing(value)) return null;
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : fail(field, 'not a text');
};

const flag = (field: string, value: unknown): boolean | null => {
  if (missing(value)) return null;
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'True') return true;
  if (value === 'false' || value === 'False') return false;
  return fail(field, 'neither true nor false');
};

const activities = (value: unknown): ActivityRef[] => {
  if (missing(value)) return [];
  if (!Array.isArray(value)) return fail('activityLevels', 'not a list');
  const refs: ActivityRef[] = [];
  for (const [index, entry] of value.entries()) {
    const ref = activity(`activityLevels[${index}]`, entry);
    if (ref) refs.push(ref);
  }
  return refs;
};

const activity = (field: string, value: unknown): ActivityRef | undefined => {
  const entry = optionalRecord(field, value);
  const definition = optionalRecord(`${field}.activityDefinition`, entry?.activityDefinition);
  // A level without an activity is ignored.
  if (!entry || !definition || missing(definition.id)) return undefined;
  const level = wholeNumber(entry.level) ?? fail(`${field}.level`, 'not a whole number');
  const { id } = definition;
  if (typeof id !== 'string' && typeof id !== 'number') return fail(`${field}.activityDefinition.id`, 'not an id');
  const externalReferences = references(definition.externalReferences);
  return { level, activityId: String(id), ...(externalReferences ? { externalReferences } : {}) };
};

/** External references by name, without those that have no value; undefined when none is left. */
export const references = (value: unknown): Record<string, string> | undefined => {
  if (!isJsonObject(value)) return undefined;
  const entries = Object.entries(value).flatMap(([name, reference]): [string, string][] =>
    name !== '__proto__' && (typeof reference === 'string' || typeof reference === 'number')
      ? [[name, String(reference)]]
      : [],
  );
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
};

/** Fields without which a shift is still worth showing. */
const DISPENSABLE: Record<string, (field: string, value: unknown) => unknown> = {
  startTimeInMinutes: minutes,
  endTimeInMinutes: minutes,
  breakDurationInMinutes: minutes,
  comments: text,
  activityLevels: (_, value) => activities(value),
};
