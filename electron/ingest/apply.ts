import type { Assignment, AssignmentFields, AssignmentId } from '../../shared/assignment.ts';
import {
  type ChangeEvent,
  type ChangeKind,
  type ChangeOutcome,
  type ChangeSource,
  type FieldChange,
  fieldChanges,
  isNewer,
  kindsOfChange,
} from '../../shared/change-event.ts';
import {
  type AssignmentStore,
  type CurrentAssignment,
  type ProjectedAssignment,
  toProjectedAssignment,
} from '../database/tables/assignments.ts';
import type { ChangeLog, KnownVersion } from '../database/tables/change-log.ts';
import type { HintStore } from '../database/tables/hints.ts';
import type { RejectionStore } from '../database/tables/rejections.ts';
import { reconcileRejections } from './rejection-history.ts';

/** Source of a change, and when this app received it. */
export interface Origin {
  source: ChangeSource;
  deliveryId: number | null;
  seenAtMs: number;
  /**
   * Read from the API, in a sync or to confirm a delivery: a duplicate is not logged, and an assignment that reappears is
   * restored. Without it: whether `source` is `sync`.
   */
  fromApi?: boolean;
  /** The provider's database was restored: its version counts although ours is newer. */
  isRestored?: boolean;
  /** Part of a first reading of the plan: nothing in it counts as a recent change. */
  initial: boolean;
}

/** What one event did, also when it was not applied. */
export interface EventEffect {
  outcome: ChangeOutcome;
  /** Its position in the log; null when nothing was logged (a list page without a change). */
  seq: number | null;
  kinds: readonly ChangeKind[];
  /** The row as it is now, when it changed. */
  assignment: Assignment | undefined;
  /** The rejection that this event created, if it is still open. */
  rejectionId: number | undefined;
  /** The event ended a known rejection. */
  withdrawn: boolean;
  /** It was not applied because of what the API said before: the API is asked once more. */
  waits?: true;
}

/** Those that changed something a planner can see: neither known already nor saved without a change. */
export const changesAmong = (effects: readonly EventEffect[]): EventEffect[] =>
  effects.filter(({ outcome, kinds }) => outcome === 'applied' && kinds[0] !== 'unchanged');

/**
 * Includes deletions and older versions: they may end a rejection without a notice, and then the number of open rejections
 * changes.
 */
export const changesRejection = ({ rejectionId, withdrawn, outcome, kinds, assignment }: EventEffect): boolean =>
  rejectionId !== undefined ||
  withdrawn ||
  (kinds[0] === 'deleted' && assignment?.isRejected === true) ||
  (outcome === 'stale' && assignment !== undefined);

/** What a sync changed. Only changes of rejections are kept in memory: a first reading may have many thousands of changes. */
export interface SyncFindings {
  /** Number of changes that were not known before. */
  changeCount: number;
  ofRejections: readonly EventEffect[];
}

export interface ApplyStores {
  assignments: AssignmentStore;
  changes: ChangeLog;
  rejections: RejectionStore;
  hints: HintStore;
}

const EMPTY_FIELDS: AssignmentFields = {
  personId: null,
  from: '',
  until: '',
  startMinutes: null,
  endMinutes: null,
  breakMinutes: null,
  comments: null,
  activities: [],
  isRejected: null,
};

/** What an event did that changed nothing, apart from its outcome. */
export const NO_EFFECT = {
  seq: null,
  kinds: [],
  assignment: undefined,
  rejectionId: undefined,
  withdrawn: false,
} as const;

/**
 * Writes events to the log and the plan, one at a time, inside the caller's transaction. The same events lead to the same
 * plan and the same rejections, in whatever order and however often they arrive.
 */
export const createApply = (stores: ApplyStores) => {
  const { assignments, changes, rejections, hints } = stores;

  const apply = (event: ChangeEvent, origin: Origin): EventEffect => {
    const current = assignments.current(event.id);
    if (!current || replaces(event, current, origin)) return applyNewer(event, current, origin);
    const isKnown = event.changeVersion === current.changeVersion || changes.isKnown(event.id, event.changeVersion);
    const done = isKnown ? recordDuplicate(event, origin) : recordStale(event, current, origin);
    if (!contradictsApi(event, current, origin)) return done;
    hints.add(event, 'gone', { deliveryId: origin.deliveryId, atMs: origin.seenAtMs });
    return { ...done, waits: true };
  };

  const applyNewer = (event: ChangeEvent, current: CurrentAssignment | undefined, origin: Origin): EventEffect => {
    const before = current && !current.deleted ? current.fields : undefined;
    const after = event.kind === 'upsert' ? withKnownRejection(event.fields, before) : undefined;
    const differences = before && after ? fieldChanges(before, after) : [];
    const kinds = recentKinds(kindsOfChange(before, after, differences), origin);
    const seq = appendToLog(event, 'applied', origin, kinds, after ?? before, differences, current);
    const row: ProjectedAssignment = {
      id: event.id,
      changeVersion: event.changeVersion,
      fields: after ?? before ?? current?.fields ?? EMPTY_FIELDS,
      deleted: !after,
      deletedByList: false,
      changedAtMs: changedAt(current, kinds, origin),
      seq,
      lastSeq: seq,
      seenAtMs: origin.seenAtMs,
    };
    assignments.put(row, current);
    return {
      outcome: 'applied',
      seq,
      kinds,
      assignment: before || after ? toProjectedAssignment(row) : undefined,
      rejectionId: kinds.includes('rejected') ? openRejection(event, seq, origin) : undefined,
      withdrawn: endsRejection(before, after) && rejections.withdraw(event.id, origin.seenAtMs) && after !== undefined,
    };
  };

  /** A duplicate: logged when it was delivered, ignored when it was read from a list. */
  const recordDuplicate = (event: ChangeEvent, origin: Origin): EventEffect => {
    const seq = isFromApi(origin) ? null : appendToLog(event, 'duplicate', origin, [], undefined, []);
    return { ...NO_EFFECT, outcome: 'duplicate', seq };
  };

  /**
   * An older version: it does not change the plan, but may supply an `isRejected` that newer ones omit, or the start of a
   * rejection.
   */
  const recordStale = (event: ChangeEvent, current: CurrentAssignment, origin: Origin): EventEffect => {
    const fields = event.kind === 'upsert' ? event.fields : undefined;
    const seq = appendToLog(event, 'stale', origin, [], fields, [], current);
    assignments.setLastSeq(event.id, seq);
    const versions = withoutReplaced(changes.versionsOf(event.id), current.changeVersion);
    const reconciled = reconcileRejections(versions, rejections, {
      assignmentId: event.id,
      ...origin,
    });
    const isRejected = current.deleted ? current.fields.isRejected : reconciled.isRejected;
    if (isRejected === current.fields.isRejected)
      return { ...NO_EFFECT, outcome: 'stale', seq, rejectionId: reconciled.opened };
    const assignment = put(event.id, current, { fields: { ...current.fields, isRejected } }, seq, origin);
    return { ...NO_EFFECT, outcome: 'stale', seq, assignment, rejectionId: reconciled.opened };
  };

  /** The list no longer contains the assignment: deleted at the known version, until a list contains it again. */
  const applyRemovedFromList = (id: AssignmentId, origin: Origin): EventEffect => {
    const current = assignments.current(id);
    if (!current || current.deleted) return { ...NO_EFFECT, outcome: 'duplicate' };
    const { changeVersion, fields } = current;
    const seq = appendToLog(
      { kind: 'delete', id, changeVersion, raw: {} },
      'applied',
      origin,
      ['deleted'],
      fields,
      [],
      current,
    );
    const deletion = { deleted: true, deletedByList: true, changedAtMs: origin.seenAtMs };
    const assignment = put(id, current, deletion, seq, origin);
    if (fields.isRejected) rejections.withdraw(id, origin.seenAtMs);
    return { ...NO_EFFECT, outcome: 'applied', seq, kinds: ['deleted'], assignment };
  };

  /** Changes the current row, at a new line of the log. */
  const put = (
    id: AssignmentId,
    current: CurrentAssignment,
    change: Partial<CurrentAssignment>,
    seq: number,
    { seenAtMs }: Origin,
  ): Assignment => {
    const row: ProjectedAssignment = { ...current, ...change, id, seq, lastSeq: seq, seenAtMs };
    assignments.put(row, current);
    return toProjectedAssignment(row);
  };

  const appendToLog = (
    event: ChangeEvent,
    outcome: ChangeOutcome,
    { source, deliveryId, seenAtMs }: Origin,
    kinds: readonly ChangeKind[],
    fields: AssignmentFields | undefined,
    differences: readonly FieldChange[],
    current?: CurrentAssignment,
  ): number =>
    changes.append({
      assignmentId: event.id,
      previousSeq: current?.lastSeq ?? null,
      changeVersion: event.changeVersion,
      kinds,
      source,
      outcome,
      deliveryId,
      fields,
      seenAtMs,
      after: event.kind === 'upsert' && outcome !== 'duplicate' ? event.raw : undefined,
      changes: differences,
    });

  const openRejection = (
    { id, changeVersion }: ChangeEvent,
    seq: number,
    { source, seenAtMs }: Origin,
  ): number | undefined =>
    rejections.open({ assignmentId: id, changeVersion, seq, seenAtMs, caughtUp: source === 'sync' });

  /** Whether `apply` would change the row. */
  const wouldChange = (event: ChangeEvent, origin: Origin): boolean => {
    const current = assignments.current(event.id);
    return !current || replaces(event, current, origin);
  };

  return { apply, applyRemovedFromList, wouldChange };
};

export type Apply = ReturnType<typeof createApply>;

/**
 * An assignment removed by a list stays deleted for late events, whose versions may be older than the removal; only a list
 * that contains it restores it.
 */
const replaces = (event: ChangeEvent, current: CurrentAssignment, origin: Origin): boolean => {
  if (origin.isRestored) return event.changeVersion !== current.changeVersion;
  return current.deletedByList && event.kind === 'upsert'
    ? isFromApi(origin) && event.changeVersion >= current.changeVersion
    : isNewer(event, current);
};

/** Higher versions that are older than the reading of the current one are from before the provider's database was restored. */
const withoutReplaced = (versions: readonly KnownVersion[], currentVersion: string): KnownVersion[] => {
  const readSeq =
    versions.findLast((v) => v.source === 'sync' && v.fields && v.changeVersion === currentVersion)?.seq ?? 0;
  return versions.filter(({ changeVersion, seq }) => changeVersion <= currentVersion || seq > readSeq);
};

/**
 * The API said that the assignment is gone, and a delivery knows at least as new a version of it: one of the two answers is
 * outdated.
 */
const contradictsApi = (event: ChangeEvent, current: CurrentAssignment, origin: Origin): boolean =>
  event.kind === 'upsert' &&
  current.deletedByList &&
  !isFromApi(origin) &&
  event.changeVersion >= current.changeVersion;

/** In a first sync only rejections count as recent changes. */
const recentKinds = (kinds: readonly ChangeKind[], { initial }: Origin): readonly ChangeKind[] => {
  if (!initial) return kinds;
  const recent = kinds.filter((kind) => kind !== 'new');
  return recent.length > 0 ? recent : ['unchanged'];
};

/** Older tenants do not send `isRejected`: missing is not false, the last known value stays valid. */
const withKnownRejection = (fields: AssignmentFields, before: AssignmentFields | undefined): AssignmentFields =>
  fields.isRejected === null && before?.isRejected != null ? { ...fields, isRejected: before.isRejected } : fields;

const endsRejection = (before: AssignmentFields | undefined, after: AssignmentFields | undefined): boolean =>
  before?.isRejected === true && after?.isRejected !== true;

const changedAt = (
  current: CurrentAssignment | undefined,
  kinds: readonly ChangeKind[],
  { initial, seenAtMs }: Origin,
): number | null => (initial || kinds[0] === 'unchanged' ? (current?.changedAtMs ?? null) : seenAtMs);

const isFromApi = ({ source, fromApi }: Origin): boolean => fromApi ?? source === 'sync';
