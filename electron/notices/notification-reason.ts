import { type Hush, isTold, type NotTold, type Told, type Why } from '../../shared/notice.ts';
import { isQuiet } from '../../shared/quiet-hours.ts';
import { isChosen } from '../../shared/rejection.ts';
import type { Settings } from '../../shared/settings.ts';
import { daysBetween, MINUTES_PER_DAY, wallClock } from '../../shared/time.ts';
import type { News, RejectedNews, Shift } from './notifiable-event.ts';

/** Everything besides the news itself that decides whether the planner is told. */
export interface Moment {
  readonly atMs: number;
  readonly wanted: Settings['notifications'];
  /** Assignments that are open in front of the planner, who is looking. */
  readonly inView: ReadonlySet<number>;
  /** Something is there that can show a notice. */
  readonly canShow: boolean;
  /** Nothing was ever wanted yet: first run itself tells what is missing. */
  readonly isSettingUp: boolean;
}

/** What keeps everything back at this moment, to be told afterwards. Quiet hours let some through. */
export const hushOf = ({ wanted, atMs, canShow }: Moment): Hush | undefined => {
  if ((wanted.mutedUntilMs ?? 0) > atMs) return 'muted';
  if (isQuiet(wanted.quietHours, atMs)) return 'quiet-hours';
  return canShow ? undefined : 'no-page';
};

/** Whether the planner is told of a rejection, and why, or why not. */
export const judgeRejection = (news: RejectedNews, moment: Moment): Why =>
  ifShown(wishedRejection(news, moment), moment);

/** Whether the planner is told of anything but a rejection. */
export const judgeOther = (
  news: Exclude<News, { kind: 'rejected' | 'caught-up' | 'left-over' }>,
  moment: Moment,
): Why => ifShown(wishedOther(news, moment), moment);

/** Whatever the planner wants, something must be there to show it. */
const ifShown = (why: Why, { canShow }: Moment): Why => (isTold(why) && !canShow ? 'no-page' : why);

const wishedRejection = ({ shift, isOver }: RejectedNews, moment: Moment): Why => {
  if (isOver) return 'over';
  if (!moment.wanted.rejected) return 'off';
  const unseen = judgeShift(shift, moment);
  if (unseen !== 'quiet-hours') return unseen ?? 'at-once';
  return isUrgent(shift, moment) ? 'urgent' : 'quiet-hours';
};

const wishedOther = (news: Exclude<News, { kind: 'rejected' | 'caught-up' | 'left-over' }>, moment: Moment): Why => {
  const { wanted, isSettingUp } = moment;
  switch (news.kind) {
    case 'withdrawn':
      // Who never heard of the rejection need not hear that it is over.
      if (!news.wasTold) return 'over';
      return wanted.withdrawn ? (judgeShift(news.shift, moment) ?? 'withdrawn') : 'off';
    // Each saved search says for itself whether it tells.
    case 'saved-search':
      return hushOf(moment) ?? 'search';
    case 'problem':
    case 'problem-over':
      if (isSettingUp && news.kind === 'problem') return 'setting-up';
      if (!wanted.connection) return 'off';
      // In quiet hours it is shown, without a sound: until it is mended nothing else can be told.
      if (hushOf(moment) === 'muted') return 'muted';
      return news.kind === 'problem' ? 'trouble' : 'trouble-over';
  }
};

/** Without a sound: the planner wants none, or it is a time for none and the notice is not what may break it. */
export const isSilent = (why: Told, moment: Moment): boolean =>
  !moment.wanted.sound || ((why === 'trouble' || why === 'trouble-over') && hushOf(moment) !== undefined);

const judgeShift = (shift: Shift, moment: Moment): NotTold | undefined => {
  if (!isChosen(shift, moment.wanted)) return 'not-chosen';
  if (moment.inView.has(shift.assignmentId)) return 'in-view';
  return hushOf(moment);
};

/** The shift starts soon, or has begun today: somebody must be found now. */
const isUrgent = ({ from, startMinutes }: Shift, { wanted: { breakThroughHours }, atMs }: Moment): boolean => {
  if (breakThroughHours === 0 || !from) return false;
  const now = wallClock(atMs);
  const minutes = daysBetween(now.day, from) * MINUTES_PER_DAY + (startMinutes ?? 0) - now.minutes;
  return minutes > -MINUTES_PER_DAY && minutes <= breakThroughHours * 60;
};
