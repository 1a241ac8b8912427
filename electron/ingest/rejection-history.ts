import type { AssignmentId } from '../../shared/assignment.ts';
import type { KnownVersion } from '../database/tables/change-log.ts';
import type { RejectionStore } from '../database/tables/rejections.ts';

/** A period in which an assignment was rejected, from the version that rejected it to the one that ended it. */
export interface RejectionPeriod {
  changeVersion: string;
  seq: number;
  /** undefined: still rejected. */
  endedBy: string | undefined;
}

/**
 * The rejections in an assignment's versions.
 * @param versions in the provider's order.
 * @returns the periods in that order, and `isRejected` after the last version (null: never sent).
 */
const rejectionPeriods = (
  versions: readonly KnownVersion[],
): { periods: RejectionPeriod[]; isRejected: boolean | null } => {
  const periods: RejectionPeriod[] = [];
  let isRejected: boolean | null = null;
  for (const { changeVersion, seq, fields } of withListDeletesLast(versions)) {
    const wasRejected: boolean | null = isRejected;
    isRejected = fields ? (fields.isRejected ?? wasRejected) : null;
    const last = periods.at(-1);
    if (isRejected && !wasRejected) periods.push({ changeVersion, seq, endedBy: undefined });
    else if (wasRejected && !isRejected && last) last.endedBy = changeVersion;
  }
  return { periods, isRejected };
};

const AFTER_EVERY_VERSION = '\uffff';

/** Puts a removal by a list after every known version, unless a later list contained the assignment again. */
const withListDeletesLast = (versions: readonly KnownVersion[]): KnownVersion[] => {
  const isListDelete = ({ fields, source }: KnownVersion) => !fields && source === 'sync';
  const lastListed = Math.max(0, ...versions.filter((v) => v.fields && v.source === 'sync').map(({ seq }) => seq));
  const listDelete = versions.findLast((v) => isListDelete(v) && v.seq > lastListed);
  const others = versions.filter((v) => !isListDelete(v));
  return listDelete ? [...others, { ...listDelete, changeVersion: AFTER_EVERY_VERSION }] : others;
};

/**
 * Corrects the stored rejections of one assignment after an older version arrived. What the planner
 * did with a rejection is preserved, even if an earlier version turns out to have started it.
 * @returns the id of a new rejection that is still open, if any, and the current `isRejected`.
 */
export const reconcileRejections = (
  versions: readonly KnownVersion[],
  rejections: RejectionStore,
  { assignmentId, seenAtMs, source }: { assignmentId: AssignmentId; seenAtMs: number; source: string },
): { opened: number | undefined; isRejected: boolean | null } => {
  const { periods, isRejected } = rejectionPeriods(versions);
  const stored = rejections.ofAssignment(assignmentId);
  let opened: number | undefined;
  for (const period of periods) {
    const inPeriod = stored.filter(
      ({ changeVersion }) =>
        changeVersion >= period.changeVersion && (period.endedBy === undefined || changeVersion < period.endedBy),
    );
    const [first, ...duplicates] = inPeriod;
    for (const copy of duplicates) rejections.remove(copy.id);
    if (first && first.changeVersion !== period.changeVersion)
      rejections.setVersion(first.id, period.changeVersion, period.seq);
    const id =
      first?.id ??
      rejections.open({
        assignmentId,
        changeVersion: period.changeVersion,
        seq: period.seq,
        seenAtMs,
        caughtUp: source === 'sync',
      });
    if (id === undefined) continue;
    if (period.endedBy !== undefined) {
      if (first?.state !== 'withdrawn') rejections.withdrawOne(id, seenAtMs);
      // It started and ended before it was known: nothing to notify.
      if (!first) rejections.markSettled([id], seenAtMs, 'over');
    } else if (!first) opened = id;
  }
  return { opened, isRejected };
};
