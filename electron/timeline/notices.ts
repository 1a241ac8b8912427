import type { Assignment } from '../../shared/assignment.ts';
import type { Notice, ShiftOfNotice } from '../../shared/notice.ts';
import type { Rejection } from '../../shared/rejection.ts';
import type { Settings } from '../../shared/settings.ts';

/** The shift a notice is about, from its rejection. */
export const shiftOfRejection = (rejection: Rejection): ShiftOfNotice => ({
  assignmentId: rejection.assignmentId,
  personId: rejection.personId,
  from: rejection.from,
  startMinutes: rejection.startMinutes,
  endMinutes: rejection.endMinutes,
  activityId: rejection.activityIds.at(-1) ?? null,
});

export const shiftOfAssignment = (assignment: Assignment): ShiftOfNotice => ({
  assignmentId: assignment.id,
  personId: assignment.personId,
  from: assignment.from,
  startMinutes: assignment.startMinutes,
  endMinutes: assignment.endMinutes,
  activityId: assignment.activities.at(-1)?.activityId ?? null,
});

/** What was said in the last seconds, so that a burst becomes one summary. */
export interface Burst {
  readonly since: readonly { atMs: number; rejected: number; withdrawn: number }[];
}

export const NO_BURST: Burst = { since: [] };
const BURST_MS = 5000;
const BURST_FROM = 4;

/**
 * What to say of some notices in the light of what was just said: each by itself, or, from the fourth within 5 s on, one
 * summary that counts all of them and takes the place of the summary before.
 */
export const gather = (burst: Burst, notices: readonly Notice[], atMs: number): { say: Notice[]; burst: Burst } => {
  const rejected = notices.filter(({ kind }) => kind === 'rejected').length;
  const withdrawn = notices.filter(({ kind }) => kind === 'withdrawn').length;
  if (rejected + withdrawn === 0) return { say: [...notices], burst };
  const since = [...burst.since.filter((said) => said.atMs > atMs - BURST_MS), { atMs, rejected, withdrawn }];
  const sum = (pick: 'rejected' | 'withdrawn') => since.reduce((total, said) => total + said[pick], 0);
  const total = { rejected: sum('rejected'), withdrawn: sum('withdrawn') };
  const others = notices.filter(({ kind }) => kind !== 'rejected' && kind !== 'withdrawn');
  const say: Notice[] =
    total.rejected + total.withdrawn < BURST_FROM ? [...notices] : [...others, { kind: 'summary', ...total }];
  return { say, burst: { since } };
};

/** Whether the planner wants to hear of this kind, at this time. */
export const noticeWanted = (notice: Notice, wanted: Settings['notifications'], atMs: number): boolean => {
  if (notice.kind !== 'test' && (wanted.mutedUntilMs ?? 0) > atMs) return false;
  switch (notice.kind) {
    case 'rejected':
      return wanted.rejected;
    case 'withdrawn':
      return wanted.withdrawn;
    case 'summary':
      return (wanted.rejected && notice.rejected > 0) || (wanted.withdrawn && notice.withdrawn > 0);
    case 'caught-up':
      return wanted.rejected;
    case 'problem':
    case 'problem-over':
      return wanted.connection;
    // Each saved search says for itself whether it tells.
    case 'saved-search':
    case 'test':
      return true;
  }
};
