import { z } from 'zod';
import { type AssignmentFields, type AssignmentId, assignmentFields } from './assignment.ts';

/** The kinds of a change. A change can have several, in this order; the first one is its title. */
export const CHANGE_KINDS = [
  'deleted',
  'new',
  'rejected',
  'withdrawn',
  'person',
  'dates',
  'times',
  'activity',
  'comment',
  'unchanged',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export const CHANGE_OUTCOMES = ['applied', 'duplicate', 'stale'] as const;
export type ChangeOutcome = (typeof CHANGE_OUTCOMES)[number];

export const CHANGE_SOURCES = ['webhook', 'sync', 'demo'] as const;

export const FIELD_NAMES = [
  'personId',
  'from',
  'until',
  'startMinutes',
  'endMinutes',
  'breakMinutes',
  'comments',
  'activities',
  'isRejected',
] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

export const changeKind = z.enum(CHANGE_KINDS);
export const changeSource = z.enum(CHANGE_SOURCES);
export const changeOutcome = z.enum(CHANGE_OUTCOMES);

export const fieldChange = z.object({ field: z.enum(FIELD_NAMES), before: z.unknown(), after: z.unknown() });
/** One field of an assignment that differs between two versions. */
export type FieldChange = z.infer<typeof fieldChange>;

export const changeEntry = z.object({
  /** Position in the log. */
  seq: z.number().int(),
  assignmentId: z.number().int(),
  changeVersion: z.string(),
  kinds: z.array(changeKind),
  source: changeSource,
  outcome: changeOutcome,
  personId: z.number().int().nullable(),
  /** The shift's days after the change (before it, for a delete). */
  from: z.string().nullable(),
  until: z.string().nullable(),
  startMinutes: z.number().int().nullable(),
  endMinutes: z.number().int().nullable(),
  seenAtMs: z.number(),
  changes: z.array(fieldChange),
});
/** One line of the history. */
export type ChangeEntry = z.infer<typeof changeEntry>;

export const shiftContent = assignmentFields
  .pick({ activities: true, comments: true })
  .extend({ seq: z.number().int() });
/** Activities and comment of the assignment at one history entry. */
export type ShiftContent = z.infer<typeof shiftContent>;

/** One changed assignment inside a delivery or a sync page. `raw` is the wire object with all its fields. */
export type ChangeEvent =
  | {
      kind: 'upsert';
      id: AssignmentId;
      changeVersion: string;
      fields: AssignmentFields;
      raw: Record<string, unknown>;
      /** The first field that cannot be read, and why. All fields that cannot be read are empty in `fields`. */
      unreadableField?: string;
    }
  | { kind: 'delete'; id: AssignmentId; changeVersion: string; raw: Record<string, unknown> };

/**
 * Whether `a` replaces `b`. Compares `changeVersion` as text, in Protime's own order.
 * Equal versions are the same change delivered twice: false.
 * @see documentation.myprotime.eu/protimeapi/reference/webhooks (changeVersion)
 */
export const isNewer = (a: { changeVersion: string }, b: { changeVersion: string }): boolean =>
  a.changeVersion > b.changeVersion;

const KIND_OF_FIELD: Record<Exclude<FieldName, 'isRejected'>, ChangeKind> = {
  personId: 'person',
  from: 'dates',
  until: 'dates',
  startMinutes: 'times',
  endMinutes: 'times',
  breakMinutes: 'times',
  comments: 'comment',
  activities: 'activity',
};

const same = (field: FieldName, a: AssignmentFields, b: AssignmentFields): boolean =>
  field === 'activities' ? sameActivities(a, b) : a[field] === b[field];

const sameActivities = ({ activities: a }: AssignmentFields, { activities: b }: AssignmentFields): boolean =>
  a.length === b.length && a.every((x, i) => x.level === b[i]?.level && x.activityId === b[i]?.activityId);

/** Where a change came from: a webhook delivery, or reading the list. `demo` is no longer written, but the database allows it. */
export type ChangeSource = (typeof CHANGE_SOURCES)[number];

/** The difference of two versions, field by field, in the order a planner reads them. */
export const fieldChanges = (before: AssignmentFields, after: AssignmentFields): FieldChange[] =>
  FIELD_NAMES.filter((field) => !same(field, before, after)).map((field) => ({
    field,
    before: before[field],
    after: after[field],
  }));

/**
 * What kinds of change lead from one version to the next, most important first.
 * @param before undefined when the assignment was not in the plan (never seen, or deleted).
 * @param after undefined when this version deletes it.
 */
export const kindsOfChange = (
  before: AssignmentFields | undefined,
  after: AssignmentFields | undefined,
  changes: readonly FieldChange[],
): ChangeKind[] => {
  if (!after) return before ? ['deleted'] : ['unchanged'];
  const kinds = new Set<ChangeKind>();
  if (!before) kinds.add('new');
  if (after.isRejected === true && before?.isRejected !== true) kinds.add('rejected');
  if (before?.isRejected === true && after.isRejected === false) kinds.add('withdrawn');
  for (const { field } of changes) if (field !== 'isRejected') kinds.add(KIND_OF_FIELD[field]);
  if (kinds.size === 0) return ['unchanged'];
  return CHANGE_KINDS.filter((kind) => kinds.has(kind));
};
