import type { Assignment } from '../../shared/assignment.ts';
import { type DoNotDisturbReason, isDoNotDisturb, type NoticeShift } from '../../shared/notice.ts';
import type { Problem } from '../../shared/problems.ts';
import type { Rejection } from '../../shared/rejection.ts';

export type Shift = NoticeShift;

/** A rejection nobody was told of yet. */
export interface PendingRejection {
  readonly rejectionId: number;
  readonly shift: Shift;
  /** Withdrawn or acknowledged meanwhile. */
  readonly isOver: boolean;
  /** It was kept back before, for this reason. */
  readonly withheld: DoNotDisturbReason | null;
}

/** Something happened that the planner may have to hear of. */
export type NotifiableEvent =
  | ({ readonly kind: 'rejected' } & PendingRejection)
  | { readonly kind: 'withdrawn'; readonly shift: Shift; readonly wasNotified: boolean }
  /** What reading the list found: `changes` in all, rejections among them. */
  | {
      readonly kind: 'caught-up';
      readonly changes: number;
      readonly rejected: readonly PendingRejection[];
      /** The first reading: only rejections in it are news. */
      readonly isInitial: boolean;
    }
  /** What an earlier run kept and could not tell. */
  | { readonly kind: 'left-over'; readonly rejected: readonly PendingRejection[] }
  | { readonly kind: 'saved-search'; readonly searchId: number; readonly name: string; readonly changes: number }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'problem-over' };

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
  withheld: rejection.why !== null && isDoNotDisturb(rejection.why) ? rejection.why : null,
});

export const toShift = (assignment: Assignment): Shift => ({
  assignmentId: assignment.id,
  personId: assignment.personId,
  from: assignment.from,
  startMinutes: assignment.startMinutes,
  endMinutes: assignment.endMinutes,
  activityIds: assignment.activities.map(({ activityId }) => activityId),
});
