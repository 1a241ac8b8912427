import { type Hush, isHush, type Why } from '../../shared/notice.ts';
import type { Rejection } from '../../shared/rejection.ts';
import type { RejectionStore } from '../database/tables/rejections.ts';
import type { Writer } from '../database/writer.ts';
import type { Applied } from '../ingest/apply.ts';
import type { PlanEvent } from '../listeners.ts';
import type { Considered, Notices } from './notices.ts';
import { type News, newsOfRejection, shiftOfAssignment } from './notifiable-event.ts';

export interface TellerOptions {
  rejections: RejectionStore;
  writer: Writer;
  notices: Pick<Notices, 'consider' | 'considerWithheld' | 'hasWithheld' | 'blockedBy'>;
  onPlanEvent: (event: PlanEvent) => void;
  /** A rejection began, ended or may have, or it was decided what the planner hears of it. */
  onRejections: () => void;
  now: () => number;
}

/**
 * Tells the planner of each rejection once: at once when it is pushed, in a summary when it was found by reading the list or
 * when the app ended before it could tell, and afterwards when it came in quiet time or nothing could show it. The database
 * remembers it in two steps, before it is offered and with the receipt: a crash in between, when nobody can know whether it
 * was seen, repeats it in the summary, marked as said again.
 */
export const createTeller = ({ rejections, writer, notices, onPlanEvent, onRejections, now }: TellerOptions) => {
  /** Whether rejections may be waiting for the end of the quiet. */
  let mayWait = true;
  /** Without a receipt, or with one that is not yet on disk. */
  const underWay = new Set<number>();
  /** Kept back, while the disk does not take that. */
  const unwritten = new Set<number>();
  /** Why nothing could be shown when those that wait were last looked at. */
  let lastBlockedBy: Hush | undefined;

  /** Has shown what is to be shown of rejections, between the two steps of remembering it. */
  const telling = ({ verdicts, rejectionIds, offer }: Considered, alsoSay: () => void): void => {
    const ids = [...rejectionIds, ...verdicts.map(({ rejectionId }) => rejectionId)];
    for (const id of ids) underWay.add(id);
    try {
      // Not waiting for the disk: a power cut may tell one twice, a crash of the app finds what was written.
      if (ids.length > 0) writer.writeNow(() => rejections.markTelling(ids, now()));
    } catch {
      // Storage that refuses must not keep us silent: better told twice, after a restart, than never.
    }
    alsoSay();
    for (const { rejectionIds, why, shown } of offer())
      void shown.then((receipt) =>
        receipt
          ? keep(rejectionIds, () => rejections.markShown(rejectionIds, why, receipt))
          : withhold(rejectionIds, 'no-page'),
      );
    for (const [why, alike] of Map.groupBy(verdicts, (verdict) => verdict.why)) {
      const ids = alike.map(({ rejectionId }) => rejectionId);
      if (isHush(why)) withhold(ids, why);
      else keep(ids, () => rejections.markSettled(ids, now(), why));
    }
  };
  const withhold = (ids: readonly number[], why: Hush): void => {
    mayWait ||= ids.length > 0;
    keep(
      ids,
      () => rejections.markWithheld(ids, why),
      () => {
        for (const id of ids) {
          underWay.delete(id);
          unwritten.add(id);
        }
      },
    );
  };
  /** @param onFailed by default it is told again after a restart, and not before. */
  const keep = (ids: readonly number[], mark: () => void, onFailed = () => {}): void => {
    if (ids.length === 0) return;
    writer.write(mark).then(() => {
      for (const id of ids) underWay.delete(id);
      // What is kept back does not count, and the screens show why.
      onRejections();
    }, onFailed);
  };

  const rejectedEvent = (rejection: Rejection): PlanEvent => ({
    event: 'rejected',
    assignmentId: rejection.assignmentId,
    personId: rejection.personId,
    seenAtMs: rejection.seenAtMs,
  });
  const found = (applied: readonly Applied[]): Rejection[] =>
    applied.flatMap(({ rejectionId }) => (rejectionId === undefined ? [] : (rejections.get(rejectionId) ?? [])));

  const events = (applied: readonly Applied[], opened: readonly Rejection[]) => () => {
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
    /** What a delivery did. */
    tell(applied: readonly Applied[]): void {
      if (!applied.some(changesRejection)) return;
      const opened = found(applied);
      const news: News[] = [
        ...opened.map((rejection): News => ({ kind: 'rejected', ...newsOfRejection(rejection) })),
        ...applied.flatMap(({ withdrawn, assignment }): News[] =>
          withdrawn && assignment
            ? [{ kind: 'withdrawn', shift: shiftOfAssignment(assignment), wasTold: rejections.wasTold(assignment.id) }]
            : [],
        ),
      ];
      onRejections();
      telling(notices.consider(news), events(applied, opened));
    },

    /** What reading the list found: one summary, not twelve notifications. */
    tellCaughtUp(applied: readonly Applied[], isInitial: boolean): void {
      if (applied.some(changesRejection)) onRejections();
      const opened = found(applied);
      const rejected = opened.map(newsOfRejection);
      const considered = notices.consider([{ kind: 'caught-up', changes: applied.length, rejected, isInitial }]);
      telling(considered, events(applied, opened));
    },

    /** At start: what was kept just before the app ended and nobody was told of. */
    tellLeftOver(): void {
      const left = rejections.untold().filter(({ rejection }) => newsOfRejection(rejection).withheld === null);
      const rejected = left.map(({ rejection }) => newsOfRejection(rejection));
      telling(notices.consider([{ kind: 'left-over', rejected }]), () => {
        for (const { rejection, perhapsTold } of left)
          onPlanEvent({ ...rejectedEvent(rejection), ...(perhapsTold ? { again: true } : {}) });
      });
    },

    /** Time has passed, or the planner wants something else: tells what was kept back and may be told now. */
    tellWithheld(): void {
      if (!mayWait && !notices.hasWithheld()) return;
      const blockedBy = notices.blockedBy();
      // As long as nothing can be shown only the reason may change, for all of them alike.
      if (blockedBy !== undefined && blockedBy === lastBlockedBy) return;
      lastBlockedBy = blockedBy;
      const kept = rejections
        .untold()
        .map(({ rejection }) => newsOfRejection(rejection))
        .filter(({ withheld, rejectionId: id }) => (withheld !== null || unwritten.has(id)) && !underWay.has(id));
      mayWait = kept.length + underWay.size > 0;
      const considered = notices.considerWithheld(kept);
      const withheldAs = new Map<number, Why | null>(kept.map(({ rejectionId, withheld }) => [rejectionId, withheld]));
      const changed = considered.verdicts.filter(({ rejectionId, why }) => withheldAs.get(rejectionId) !== why);
      telling({ ...considered, verdicts: changed }, () => {});
    },
  };
};

export type Teller = ReturnType<typeof createTeller>;

/** A delete, or a late version, can end a rejection without a word; the count changes all the same. */
const changesRejection = ({ rejectionId, withdrawn, outcome, kinds, assignment }: Applied): boolean =>
  rejectionId !== undefined ||
  withdrawn ||
  (kinds[0] === 'deleted' && assignment?.isRejected === true) ||
  (outcome === 'stale' && assignment !== undefined);
