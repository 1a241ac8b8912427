import type { AssignmentFields, AssignmentId } from './assignment.ts';
import type { FieldChange } from './change-event-schema.ts';

export type { ChangeEntry, FieldChange, ShiftWords } from './change-event-schema.ts';

/** One changed assignment inside a delivery or a sync page. `raw` is the wire object with all its fields. */
export type ChangeEvent =
  | {
      kind: 'upsert';
      id: AssignmentId;
      changeVersion: string;
      fields: AssignmentFields;
      raw: Record<string, unknown>;
    }
  | { kind: 'delete'; id: AssignmentId; changeVersion: string; raw: Record<string, unknown> };

/**
 * Whether `a` replaces `b`. Compares `changeVersion` as text, in Protime's own order.
 * Equal versions are the same change delivered twice: false.
 * @see documentation.myprotime.eu/protimeapi/reference/webhooks (changeVersion)
 */
export const isNewer = (a: { changeVersion: string }, b: { changeVersion: string }): boolean =>
  a.changeVersion > b.changeVersion;

/** What a change was about. One change can be of several kinds; the first of its list names it. */
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

export const CHANGE_SOURCES = ['webhook', 'sync', 'demo'] as const;
/** How a change reached us: pushed by Protime, or found by reading the list. */
export type ChangeSource = (typeof CHANGE_SOURCES)[number];

export const CHANGE_OUTCOMES = ['applied', 'duplicate', 'stale'] as const;
export type ChangeOutcome = (typeof CHANGE_OUTCOMES)[number];

/** The difference of two versions, field by field, in the order a planner reads them. */
export const fieldChanges = (before: AssignmentFields, after: AssignmentFields): FieldChange[] =>
  FIELD_NAMES.filter((field) => !same(field, before, after)).map((field) => ({
    field,
    before: before[field],
    after: after[field],
  }));

/**
 * What kinds of change lead from one version to the next, most important first.
 * @param before undefined when the assignment was not in the plan (never known, or deleted).
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
