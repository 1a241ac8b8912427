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
  onPlanEvent: (event: PlanEvent) => void;
  onCount: (openCount: number) => void;
  now: () => number;
}

/**
 * Tells the planner of each rejection exactly once: at once when it is pushed, in a summary when it was found by reading
 * the list or when the app ended before it could tell. `notified_at_ms` in the database is the memory of it.
 */
export const createTeller = ({ rejections, writer, raise, onPlanEvent, onCount, now }: TellerOptions) => {
  let burst: Burst = NO_BURST;

  const markTold = (ids: readonly number[]) => {
    // A rejection that could not be marked is told once more after a restart: better twice than never.
    if (ids.length > 0) void writer.write(() => rejections.markTold(ids, now())).catch(() => {});
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
      if (!applied.some((a) => a.rejectionId !== undefined || a.withdrawn || endsRejection(a))) return;
      const opened = found(applied);
      events(applied, opened);
      const notices: Notice[] = [
        ...opened.map((r): Notice => ({ kind: 'rejected', rejectionId: r.id, shift: shiftOfRejection(r) })),
        ...applied.flatMap(({ withdrawn, assignment }): Notice[] =>
          withdrawn && assignment ? [{ kind: 'withdrawn', shift: shiftOfAssignment(assignment) }] : [],
        ),
      ];
      const gathered = gather(burst, notices, now());
      burst = gathered.burst;
      for (const notice of gathered.say) raise(notice);
      markTold(opened.map(({ id }) => id));
      onCount(rejections.openCount());
    },

    /** What reading the list found: one summary, not twelve notifications. */
    tellCaughtUp(applied: readonly Applied[], initial: boolean): void {
      const opened = found(applied);
      events(applied, opened);
      const open = opened.filter(({ state }) => state === 'open');
      if (initial && open.length > 0) raise({ kind: 'summary', rejected: open.length, withdrawn: 0 });
      if (!initial && applied.length > 0) raise({ kind: 'caught-up', changes: applied.length, rejected: open.length });
      markTold(opened.map(({ id }) => id));
      onCount(rejections.openCount());
    },

    /** At start: what was kept just before the app ended and nobody was told of. */
    tellLeftOver(): void {
      const left = rejections.untold();
      for (const rejection of left) onPlanEvent(rejectedEvent(rejection));
      const open = left.filter(({ state }) => state === 'open');
      if (open.length > 0) raise({ kind: 'summary', rejected: open.length, withdrawn: 0 });
      markTold(left.map(({ id }) => id));
    },
  };
};

export type Teller = ReturnType<typeof createTeller>;

/** A delete can end a rejection without a word; the count changes all the same. */
const endsRejection = ({ kinds, assignment }: Applied): boolean =>
  kinds[0] === 'deleted' && assignment?.isRejected === true;
