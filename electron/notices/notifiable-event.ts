import type { Assignment } from '../../shared/assignment.ts';
import { type Hush, isHush, type ShiftOfNotice } from '../../shared/notice.ts';
import type { Problem } from '../../shared/problems.ts';
import type { Rejection } from '../../shared/rejection.ts';

export type Shift = ShiftOfNotice;

/** A rejection nobody was told of yet. */
export interface RejectedNews {
  readonly rejectionId: number;
  readonly shift: Shift;
  /** Withdrawn or acknowledged meanwhile. */
  readonly isOver: boolean;
  /** It was kept back before, for this reason. */
  readonly withheld: Hush | null;
}

/** Something happened that the planner may have to hear of. */
export type News =
  | ({ readonly kind: 'rejected' } & RejectedNews)
  | { readonly kind: 'withdrawn'; readonly shift: Shift; readonly wasTold: boolean }
  /** What reading the list found: `changes` in all, rejections among them. */
  | {
      readonly kind: 'caught-up';
      readonly changes: number;
      readonly rejected: readonly RejectedNews[];
      /** The first reading: only rejections in it are news. */
      readonly isInitial: boolean;
    }
  /** What an earlier run kept and could not tell. */
  | { readonly kind: 'left-over'; readonly rejected: readonly RejectedNews[] }
  | { readonly kind: 'saved-search'; readonly searchId: number; readonly name: string; readonly changes: number }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'problem-over' };

export const newsOfRejection = (rejection: Rejection): RejectedNews => ({
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
  withheld: rejection.why !== null && isHush(rejection.why) ? rejection.why : null,
});

export const shiftOfAssignment = (assignment: Assignment): Shift => ({
  assignmentId: assignment.id,
  personId: assignment.personId,
  from: assignment.from,
  startMinutes: assignment.startMinutes,
  endMinutes: assignment.endMinutes,
  activityIds: assignment.activities.map(({ activityId }) => activityId),
});
