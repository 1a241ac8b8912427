import { type DoNotDisturbReason, isDoNotDisturb, type NoticeReason } from '../../shared/notice.ts';
import type { Rejection } from '../../shared/rejection.ts';
import type { RejectionStore } from '../database/tables/rejections.ts';
import type { Writer } from '../database/writer.ts';
import type { Applied } from '../ingest/apply.ts';
import type { PlanEvent } from '../listeners.ts';
import type { Notices, PreparedNotices } from './notices.ts';
import { type NotifiableEvent, toPendingRejection, toShift } from './notifiable-event.ts';

export interface RejectionNotifierOptions {
  rejections: RejectionStore;
  writer: Writer;
  notices: Pick<Notices, 'consider' | 'prepareWithheld' | 'hasWithheld' | 'blockedBy'>;
  onPlanEvent: (event: PlanEvent) => void;
  /** A rejection may have changed, or its notification reason was stored. */
  onRejectionsChanged: () => void;
  now: () => number;
}

/**
 * Tells the planner of each rejection once: at once when it is pushed, in a summary when it was found by reading the list or
 * when the app ended before it could tell, and afterwards when it came in quiet time or nothing could show it. The database
 * remembers it in two steps, before it is offered and with the receipt: a crash in between, when nobody can know whether it
 * was seen, repeats it in the summary, marked as said again.
 */
export const createRejectionNotifier = ({
  rejections,
  writer,
  notices,
  onPlanEvent,
  onRejectionsChanged,
  now,
}: RejectionNotifierOptions) => {
  /** Whether rejections may be withheld. */
  let mayHaveWithheld = true;
  /** Without a receipt, or with one that is not yet on disk. */
  const unsavedIds = new Set<number>();
  /** Kept back, while the disk does not take that. */
  const unwritten = new Set<number>();
  /** Why nothing could be shown when those that wait were last looked at. */
  let lastBlockedBy: DoNotDisturbReason | undefined;

  /** Has shown what is to be shown of rejections, between the two steps of remembering it. */
  const showAndRecord = ({ rejectionReasons, rejectionIds, offer }: PreparedNotices, emitEvents: () => void): void => {
    const ids = [...rejectionIds, ...rejectionReasons.map(({ rejectionId }) => rejectionId)];
    for (const id of ids) unsavedIds.add(id);
    try {
      // Without waiting for the disk: a power cut may repeat a notification, a crash of the app does not.
      if (ids.length > 0) writer.writeNow(() => rejections.markNotifying(ids, now()));
    } catch {
      // A storage error must not suppress the notification: better twice than never.
    }
    emitEvents();
    for (const { rejectionIds, why, shown } of offer())
      void shown.then((receipt) =>
        receipt
          ? saveReasons(rejectionIds, () => rejections.markShown(rejectionIds, why, receipt))
          : withhold(rejectionIds, 'no-page'),
      );
    for (const [why, group] of Map.groupBy(rejectionReasons, (suppressed) => suppressed.why)) {
      const ids = group.map(({ rejectionId }) => rejectionId);
      if (isDoNotDisturb(why)) withhold(ids, why);
      else saveReasons(ids, () => rejections.markSettled(ids, now(), why));
    }
  };
  const withhold = (ids: readonly number[], why: DoNotDisturbReason): void => {
    mayHaveWithheld ||= ids.length > 0;
    saveReasons(
      ids,
      () => rejections.markWithheld(ids, why),
      () => {
        for (const id of ids) {
          unsavedIds.delete(id);
          unwritten.add(id);
        }
      },
    );
  };
  /** @param onFailed by default it is told again after a restart, and not before. */
  const saveReasons = (ids: readonly number[], mark: () => void, onFailed = () => {}): void => {
    if (ids.length === 0) return;
    writer.write(mark).then(() => {
      for (const id of ids) unsavedIds.delete(id);
      // Withheld rejections do not count, and the screens show the reason.
      onRejectionsChanged();
    }, onFailed);
  };

  const rejectedEvent = (rejection: Rejection): PlanEvent => ({
    event: 'rejected',
    assignmentId: rejection.assignmentId,
    personId: rejection.personId,
    seenAtMs: rejection.seenAtMs,
  });
  const openedRejections = (applied: readonly Applied[]): Rejection[] =>
    applied.flatMap(({ rejectionId }) => (rejectionId === undefined ? [] : (rejections.get(rejectionId) ?? [])));

  const planEventEmitter = (applied: readonly Applied[], opened: readonly Rejection[]) => () => {
    for (const rejection of opened) onPlanEvent(rejectedEvent(rejection));
    for (const { withdrawn, assignment } of applied)
      if (withdrawn && assignment)
        onPlanEvent({
          event: 'withdrawn',
          assignmentId: assignment.id,
          personId: assignment.personId,
          seenAtMs: assignment.seenAtMs,
        });
  };

  return {
    /** Call with the changes of a delivery. */
    notify(applied: readonly Applied[]): void {
      if (!applied.some(changesRejection)) return;
      const opened = openedRejections(applied);
      const notifiableEvents: NotifiableEvent[] = [
        ...opened.map((rejection): NotifiableEvent => ({ kind: 'rejected', ...toPendingRejection(rejection) })),
        ...applied.flatMap(({ withdrawn, assignment }): NotifiableEvent[] =>
          withdrawn && assignment
            ? [{ kind: 'withdrawn', shift: toShift(assignment), wasNotified: rejections.wasNotified(assignment.id) }]
            : [],
        ),
      ];
      onRejectionsChanged();
      showAndRecord(notices.consider(notifiableEvents), planEventEmitter(applied, opened));
    },

    /** Call with the changes found by a sync: shown as one summary. */
    notifySyncFindings(applied: readonly Applied[], isInitial: boolean): void {
      if (applied.some(changesRejection)) onRejectionsChanged();
      const opened = openedRejections(applied);
      const rejected = opened.map(toPendingRejection);
      const considered = notices.consider([{ kind: 'caught-up', changes: applied.length, rejected, isInitial }]);
      showAndRecord(considered, planEventEmitter(applied, opened));
    },

    /** At start: rejections of the last run that were not notified. */
    notifyFromEarlierRun(): void {
      const unnotified = rejections
        .unnotified()
        .filter(({ rejection }) => toPendingRejection(rejection).withheld === null);
      const rejected = unnotified.map(({ rejection }) => toPendingRejection(rejection));
      showAndRecord(notices.consider([{ kind: 'left-over', rejected }]), () => {
        for (const { rejection, maybeNotified } of unnotified)
          onPlanEvent({ ...rejectedEvent(rejection), ...(maybeNotified ? { again: true } : {}) });
      });
    },

    /** Call periodically and when preferences changed: shows withheld rejections that are allowed now. */
    notifyWithheld(): void {
      if (!mayHaveWithheld && !notices.hasWithheld()) return;
      const blockedBy = notices.blockedBy();
      // As long as nothing can be shown only the reason may change, for all of them alike.
      if (blockedBy !== undefined && blockedBy === lastBlockedBy) return;
      lastBlockedBy = blockedBy;
      const withheldRejections = rejections
        .unnotified()
        .map(({ rejection }) => toPendingRejection(rejection))
        .filter(({ withheld, rejectionId: id }) => (withheld !== null || unwritten.has(id)) && !unsavedIds.has(id));
      mayHaveWithheld = withheldRejections.length + unsavedIds.size > 0;
      const considered = notices.prepareWithheld(withheldRejections);
      const storedReasons = new Map<number, NoticeReason | null>(
        withheldRejections.map(({ rejectionId, withheld }) => [rejectionId, withheld]),
      );
      const changed = considered.rejectionReasons.filter(
        ({ rejectionId, why }) => storedReasons.get(rejectionId) !== why,
      );
      showAndRecord({ ...considered, rejectionReasons: changed }, () => {});
    },
  };
};

/** A delete or a late version can end a rejection without a notice; the count changes all the same. */
const changesRejection = ({ rejectionId, withdrawn, outcome, kinds, assignment }: Applied): boolean =>
  rejectionId !== undefined ||
  withdrawn ||
  (kinds[0] === 'deleted' && assignment?.isRejected === true) ||
  (outcome === 'stale' && assignment !== undefined);
