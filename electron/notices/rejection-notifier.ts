import { isWithheldReason, type NoticeReason, type WithheldReason } from '../../shared/notice.ts';
import type { Rejection } from '../../shared/rejection.ts';
import type { RejectionStore } from '../database/tables/rejections.ts';
import type { Writer } from '../database/writer.ts';
import { changesRejection, type EventEffect, type SyncFindings } from '../ingest/apply.ts';
import type { PlanEvent } from '../listeners.ts';
import type { Notices, PreparedNotices } from './notices.ts';
import { type NotifiableEvent, toPendingRejection, toShift } from './notifiable-event.ts';

export interface RejectionNotifierOptions {
  rejections: RejectionStore;
  writer: Writer;
  notices: Pick<Notices, 'prepare' | 'prepareWithheld' | 'hasWithheld' | 'blockedBy'>;
  onPlanEvent: (event: PlanEvent) => void;
  /** A rejection may have changed, or its notification reason was stored. */
  onRejectionsChanged: () => void;
  now: () => number;
}

/**
 * Notifies each rejection once: at once when it is pushed, in a summary when a sync found it or an earlier run of the app
 * did not notify it, and later when it was withheld. Stored in two steps, before and after it is shown: after a crash in
 * between it is unknown whether it was seen, so it is repeated in the summary, marked `again`.
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
  /** Being shown, or shown and the result is not on disk yet. */
  const pendingResultIds = new Set<number>();
  /** Withheld, but writing the reason failed. */
  const withheldNotOnDisk = new Set<number>();
  /** Why nothing could be shown when the withheld ones were last checked. */
  let lastBlockedBy: WithheldReason | undefined;

  /** Stores that the notices are being shown, shows them, and stores the results. */
  const showAndRecord = ({ rejectionReasons, rejectionIds, show }: PreparedNotices, emitEvents: () => void): void => {
    const ids = [...rejectionIds, ...rejectionReasons.map(({ rejectionId }) => rejectionId)];
    for (const id of ids) pendingResultIds.add(id);
    try {
      // Without waiting for the disk: a power cut may repeat a notification, a crash of the app does not.
      if (ids.length > 0) writer.writeNow(() => rejections.markNotifying(ids, now()));
    } catch {
      // A storage error must not suppress the notification: one too many is better than none.
    }
    emitEvents();
    for (const { rejectionIds, why, shown } of show())
      void shown.then((result) =>
        result
          ? saveReasons(rejectionIds, () => rejections.markShown(rejectionIds, why, result))
          : withhold(rejectionIds, 'no-page'),
      );
    for (const [why, group] of Map.groupBy(rejectionReasons, (item) => item.why)) {
      const ids = group.map(({ rejectionId }) => rejectionId);
      if (isWithheldReason(why)) withhold(ids, why);
      else saveReasons(ids, () => rejections.markSettled(ids, now(), why));
    }
  };
  const withhold = (ids: readonly number[], why: WithheldReason): void => {
    mayHaveWithheld ||= ids.length > 0;
    saveReasons(
      ids,
      () => rejections.markWithheld(ids, why),
      () => {
        for (const id of ids) {
          pendingResultIds.delete(id);
          withheldNotOnDisk.add(id);
        }
      },
    );
  };
  /** @param onFailed by default does nothing: the rejections are notified again after a restart. */
  const saveReasons = (ids: readonly number[], mark: () => void, onFailed = () => {}): void => {
    if (ids.length === 0) return;
    writer.write(mark).then(() => {
      for (const id of ids) pendingResultIds.delete(id);
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
  const openedRejections = (applied: readonly EventEffect[]): Rejection[] =>
    applied.flatMap(({ rejectionId }) => (rejectionId === undefined ? [] : (rejections.get(rejectionId) ?? [])));

  const planEventEmitter = (applied: readonly EventEffect[], opened: readonly Rejection[]) => () => {
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
    notify(applied: readonly EventEffect[]): void {
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
      showAndRecord(notices.prepare(notifiableEvents), planEventEmitter(applied, opened));
    },

    /** Call with the changes found by a sync: shown as one summary. */
    notifySyncFindings({ changeCount: changes, ofRejections }: SyncFindings, isInitial: boolean): void {
      if (ofRejections.length > 0) onRejectionsChanged();
      const opened = openedRejections(ofRejections);
      const rejected = opened.map(toPendingRejection);
      const prepared = notices.prepare([{ kind: 'caught-up', changes, rejected, isInitial }]);
      showAndRecord(prepared, planEventEmitter(ofRejections, opened));
    },

    /** At start: rejections of the last run that were not notified. */
    notifyFromEarlierRun(): void {
      const unnotified = rejections
        .unnotified()
        .filter(({ rejection }) => toPendingRejection(rejection).withheld === null);
      const rejected = unnotified.map(({ rejection }) => toPendingRejection(rejection));
      showAndRecord(notices.prepare([{ kind: 'left-over', rejected }]), () => {
        for (const { rejection, maybeNotified } of unnotified)
          onPlanEvent({ ...rejectedEvent(rejection), ...(maybeNotified ? { again: true } : {}) });
      });
    },

    /** Call periodically and when preferences changed: shows withheld rejections that are allowed now. */
    notifyWithheld(): void {
      if (!mayHaveWithheld && !notices.hasWithheld()) return;
      const blockedBy = notices.blockedBy();
      // While nothing can be shown, only the reason may change, and it is the same for all.
      if (blockedBy !== undefined && blockedBy === lastBlockedBy) return;
      lastBlockedBy = blockedBy;
      const withheldRejections = rejections
        .unnotified()
        .map(({ rejection }) => toPendingRejection(rejection))
        .filter(
          ({ withheld, rejectionId: id }) =>
            (withheld !== null || withheldNotOnDisk.has(id)) && !pendingResultIds.has(id),
        );
      mayHaveWithheld = withheldRejections.length + pendingResultIds.size > 0;
      const prepared = notices.prepareWithheld(withheldRejections);
      const storedReasons = new Map<number, NoticeReason | null>(
        withheldRejections.map(({ rejectionId, withheld }) => [rejectionId, withheld]),
      );
      const changed = prepared.rejectionReasons.filter(
        ({ rejectionId, why }) => storedReasons.get(rejectionId) !== why,
      );
      showAndRecord({ ...prepared, rejectionReasons: changed }, () => {});
    },
  };
};
