import type { Notice } from '../../shared/notice.ts';
import type { Rejection } from '../../shared/rejection.ts';
import type { RejectionStore } from '../database/rejections.ts';
import type { Writer } from '../database/writer.ts';
import type { PlanEvent } from '../listeners.ts';
import type { Applied } from './apply.ts';
import { type Burst, gather, NO_BURST, shiftOfAssignment, shiftOfRejection } from './notices.ts';

export interface TellerOptions {
  rejections: RejectionStore;
  writer: Writer;
  /** Shows what the planner wants to be told. */
  raise: (notice: Notice) => void;
  /** Whether the planner wants to hear of one by itself: only those are counted in a summary. Everything, if not given. */
  wants?: (notice: Notice) => boolean;
  onPlanEvent: (event: PlanEvent) => void;
  /** A rejection began, ended or may have. */
  onRejections: () => void;
  now: () => number;
}

/**
 * Tells the planner of each rejection once: at once when it is pushed, in a summary when it was found by reading the list or
 * when the app ended before it could tell. The database remembers it in two steps, before the words are said and after: a
 * crash in between, when nobody can know whether they were heard, repeats them in the summary, marked as said again.
 */
export const createTeller = ({
  rejections,
  writer,
  raise,
  wants = () => true,
  onPlanEvent,
  onRejections,
  now,
}: TellerOptions) => {
  let burst: Burst = NO_BURST;

  /** Says what is to be said about rejections, between the two steps of remembering it. */
  const telling = (told: readonly Rejection[], say: () => void): void => {
    const ids = told.map(({ id }) => id);
    try {
      // Not waiting for the disk: a power cut may tell one twice, a crash of the app finds what was written.
      if (ids.length > 0) writer.writeNow(() => rejections.markTelling(ids, now()));
    } catch {
      // Storage that refuses must not keep us silent: better told twice, after a restart, than never.
    }
    say();
    if (ids.length > 0) writer.write(() => rejections.markTold(ids, now())).catch(() => {});
  };
  const rejectedEvent = (rejection: Rejection): PlanEvent => ({
    event: 'rejected',
    assignmentId: rejection.assignmentId,
    personId: rejection.personId,
    seenAtMs: rejection.seenAtMs,
  });
  const found = (applied: readonly Applied[]): Rejection[] =>
    applied.flatMap(({ rejectionId }) => (rejectionId === undefined ? [] : (rejections.get(rejectionId) ?? [])));

  const events = (applied: readonly Applied[], opened: readonly Rejection[]) => {
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
      const notices: Notice[] = [
        ...opened.map(noticeOf),
        ...applied.flatMap(({ withdrawn, assignment }): Notice[] =>
          withdrawn && assignment ? [{ kind: 'withdrawn', shift: shiftOfAssignment(assignment) }] : [],
        ),
      ];
      onRejections();
      const gathered = gather(burst, notices.filter(wants), now());
      burst = gathered.burst;
      telling(opened, () => {
        events(applied, opened);
        for (const notice of gathered.say) raise(notice);
      });
    },

    /** What reading the list found: one summary, not twelve notifications. */
    tellCaughtUp(applied: readonly Applied[], initial: boolean): void {
      const opened = found(applied);
      const rejected = opened.filter((r) => r.state === 'open' && wants(noticeOf(r))).length;
      if (applied.some(changesRejection)) onRejections();
      telling(opened, () => {
        events(applied, opened);
        if (initial && rejected > 0) raise({ kind: 'summary', rejected, withdrawn: 0 });
        if (!initial && applied.length > 0) raise({ kind: 'caught-up', changes: applied.length, rejected });
      });
    },

    /** At start: what was kept just before the app ended and nobody was told of. */
    tellLeftOver(): void {
      const left = rejections.untold();
      const rejected = left.filter(({ rejection: r }) => r.state === 'open' && wants(noticeOf(r))).length;
      telling(
        left.map(({ rejection }) => rejection),
        () => {
          for (const { rejection, perhapsTold } of left)
            onPlanEvent({ ...rejectedEvent(rejection), ...(perhapsTold ? { again: true } : {}) });
          if (rejected > 0) raise({ kind: 'summary', rejected, withdrawn: 0 });
        },
      );
    },
  };
};

const noticeOf = (r: Rejection): Notice => ({ kind: 'rejected', rejectionId: r.id, shift: shiftOfRejection(r) });

export type Teller = ReturnType<typeof createTeller>;

/** A delete, or a late version, can end a rejection without a word; the count changes all the same. */
const changesRejection = ({ rejectionId, withdrawn, outcome, kinds, assignment }: Applied): boolean =>
  rejectionId !== undefined ||
  withdrawn ||
  (kinds[0] === 'deleted' && assignment?.isRejected === true) ||
  (outcome === 'stale' && assignment !== undefined);
