import type { Assignment } from '../../shared/assignment.ts';
import { isWithheldReason, type NoticeShift, type WithheldReason } from '../../shared/notice.ts';
import type { Problem } from '../../shared/problems.ts';
import type { Rejection } from '../../shared/rejection.ts';
import type { Doubt } from '../../shared/unapplied.ts';

export type Shift = NoticeShift;

/** A rejection that was not notified yet. */
export interface PendingRejection {
  readonly rejectionId: number;
  readonly shift: Shift;
  /** Withdrawn or acknowledged meanwhile. */
  readonly isOver: boolean;
  /** Why it was withheld before; null: it was not withheld. */
  readonly withheld: WithheldReason | null;
}

/** Something that may have to be notified. */
export type NotifiableEvent =
  | ({ readonly kind: 'rejected' } & PendingRejection)
  | { readonly kind: 'withdrawn'; readonly shift: Shift; readonly wasNotified: boolean }
  /** Found by a sync; `changes` is the total, including the rejections. */
  | {
      readonly kind: 'caught-up';
      readonly changes: number;
      readonly rejected: readonly PendingRejection[];
      /** First sync: only its rejections are notified. */
      readonly isInitial: boolean;
    }
  /** Stored by an earlier run, but not notified. */
  | { readonly kind: 'left-over'; readonly rejected: readonly PendingRejection[] }
  | { readonly kind: 'saved-search'; readonly searchId: number; readonly name: string; readonly changes: number }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'problem-over' }
  | ({ readonly kind: 'doubt' } & Pick<Doubt, 'reason' | 'count'>)
  | { readonly kind: 'doubt-over' };

export const toPendingRejection = (rejection: Rejection): PendingRejection => ({
  rejectionId: rejection.id,
  shift: {
    assignmentId: rejection.assignmentId,
    personId: rejection.personId,
    from: rejection.from,
    startMinutes: rejection.startMinutes,
    endMinutes: rejection.endMinutes,
    activityIds: rejection.activityIds,
  },
  isOver: rejection.state !== 'open',
  withheld: rejection.why !== null && isWithheldReason(rejection.why) ? rejection.why : null,
});

export const toShift = (assignment: Assignment): Shift => ({
  assignmentId: assignment.id,
  personId: assignment.personId,
  from: assignment.from,
  startMinutes: assignment.startMinutes,
  endMinutes: assignment.endMinutes,
  activityIds: assignment.activities.map(({ activityId }) => activityId),
});
