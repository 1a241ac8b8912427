import type { Assignment } from '../../shared/assignment.ts';
import type { Notice, ShiftOfNotice } from '../../shared/notice.ts';
import { isQuiet } from '../../shared/quiet-hours.ts';
import type { Rejection } from '../../shared/rejection.ts';
import type { Settings } from '../../shared/settings.ts';
import { daysBetween, MINUTES_PER_DAY, wallClock } from '../../shared/time.ts';

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

type Wanted = Settings['notifications'];

/** Whether the planner wants to hear of this, at this time. What is not told is in the history and counted all the same. */
export const noticeWanted = (notice: Notice, wanted: Wanted, atMs: number): boolean => {
  if (notice.kind === 'test') return true;
  if ((wanted.mutedUntilMs ?? 0) > atMs) return false;
  const quiet = isQuiet(wanted.quietHours, atMs);
  switch (notice.kind) {
    case 'rejected':
      return wanted.rejected && isOfInterest(notice.shift, wanted) && (!quiet || isUrgent(notice.shift, wanted, atMs));
    case 'withdrawn':
      return wanted.withdrawn && isOfInterest(notice.shift, wanted) && !quiet;
    // Their rejections were counted one by one: what is left of them breaks through.
    case 'summary':
      return (wanted.rejected && notice.rejected > 0) || (wanted.withdrawn && notice.withdrawn > 0 && !quiet);
    case 'caught-up':
      return wanted.rejected && (!quiet || notice.rejected > 0);
    case 'problem':
    case 'problem-over':
      return wanted.connection;
    // Each saved search says for itself whether it tells.
    case 'saved-search':
      return !quiet;
  }
};

/** Without a sound: the planner wants none, or it is a time for none and the notice is not what may break it. */
export const isSilent = (notice: Notice, wanted: Wanted, atMs: number): boolean => {
  if (!wanted.sound) return true;
  return (notice.kind === 'problem' || notice.kind === 'problem-over') && isQuiet(wanted.quietHours, atMs);
};

const isOfInterest = ({ personId, activityId }: ShiftOfNotice, { onlyPeople, onlyActivities }: Wanted): boolean => {
  if (onlyPeople.length === 0 && onlyActivities.length === 0) return true;
  const isOurs = personId !== null && onlyPeople.includes(personId);
  return isOurs || (activityId !== null && onlyActivities.includes(activityId));
};

/** The shift starts soon, or has begun today: somebody must be found now. */
const isUrgent = ({ from, startMinutes }: ShiftOfNotice, { breakThroughHours }: Wanted, atMs: number): boolean => {
  if (breakThroughHours === 0) return false;
  const now = wallClock(atMs);
  const minutes = daysBetween(now.day, from) * MINUTES_PER_DAY + (startMinutes ?? 0) - now.minutes;
  return minutes > -MINUTES_PER_DAY && minutes <= breakThroughHours * 60;
};
