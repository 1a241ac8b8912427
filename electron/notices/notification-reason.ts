import {
  isNotified,
  type NoticeReason,
  type NotifiedReason,
  type NotNotifiedReason,
  type WithheldReason,
} from '../../shared/notice.ts';
import { isInQuietHours } from '../../shared/quiet-hours.ts';
import { matchesFilter } from '../../shared/rejection.ts';
import type { Settings } from '../../shared/settings.ts';
import { daysBetween, MINUTES_PER_DAY, wallClock } from '../../shared/time.ts';
import type { NotifiableEvent, PendingRejection, Shift } from './notifiable-event.ts';

/** Everything that decides whether an event is notified, apart from the event itself. */
export interface NotificationContext {
  readonly atMs: number;
  readonly preferences: Settings['notifications'];
  /** Assignments shown in a focused window. */
  readonly viewedAssignments: ReadonlySet<number>;
  /** A display is ready. */
  readonly canShow: boolean;
  /** During the first setup, whose screens already show what is missing. */
  readonly isSettingUp: boolean;
}

/** Why notifications are withheld now; undefined when they are allowed. Urgent ones pass quiet hours. */
export const withheldReason = ({ preferences, atMs, canShow }: NotificationContext): WithheldReason | undefined => {
  if ((preferences.mutedUntilMs ?? 0) > atMs) return 'muted';
  if (isInQuietHours(preferences.quietHours, atMs)) return 'quiet-hours';
  return canShow ? undefined : 'no-page';
};

/** The reason why a rejection is notified, or is not. */
export const reasonForRejection = (rejection: PendingRejection, context: NotificationContext): NoticeReason =>
  unlessNoDisplay(preferredForRejection(rejection, context), context);

/** The reason why any other event is notified, or is not. */
export const reasonForOther = (
  event: Exclude<NotifiableEvent, { kind: 'rejected' | 'caught-up' | 'left-over' }>,
  context: NotificationContext,
): NoticeReason => unlessNoDisplay(preferredForOther(event, context), context);

/** A notice that the preferences allow still needs a display that is ready. */
const unlessNoDisplay = (why: NoticeReason, { canShow }: NotificationContext): NoticeReason =>
  isNotified(why) && !canShow ? 'no-page' : why;

const preferredForRejection = ({ shift, isOver }: PendingRejection, context: NotificationContext): NoticeReason => {
  if (isOver) return 'over';
  if (!context.preferences.rejected) return 'off';
  const reason = notNotifiedReason(shift, context);
  if (reason !== 'quiet-hours') return reason ?? 'at-once';
  return isUrgent(shift, context) ? 'urgent' : 'quiet-hours';
};

const preferredForOther = (
  event: Exclude<NotifiableEvent, { kind: 'rejected' | 'caught-up' | 'left-over' }>,
  context: NotificationContext,
): NoticeReason => {
  const { preferences, isSettingUp } = context;
  switch (event.kind) {
    case 'withdrawn':
      // A rejection that was not notified needs no withdrawal notice.
      if (!event.wasNotified) return 'over';
      return preferences.withdrawn ? (notNotifiedReason(event.shift, context) ?? 'withdrawn') : 'off';
    // Each saved search has its own `notify` setting.
    case 'saved-search':
      return withheldReason(context) ?? 'search';
    case 'problem':
    case 'problem-over':
    case 'doubt':
    case 'doubt-over': {
      const isOver = event.kind === 'problem-over' || event.kind === 'doubt-over';
      if (isSettingUp && !isOver) return 'setting-up';
      if (!preferences.connection) return 'off';
      // In quiet hours it is shown without sound: without a connection no rejection can be received.
      if (withheldReason(context) === 'muted') return 'muted';
      return isOver ? 'trouble-over' : 'trouble';
    }
  }
};

/** True when sound is off, or for a connection notice while notices are withheld. */
export const isSilent = (why: NotifiedReason, context: NotificationContext): boolean =>
  !context.preferences.sound ||
  ((why === 'trouble' || why === 'trouble-over') && withheldReason(context) !== undefined);

const notNotifiedReason = (shift: Shift, context: NotificationContext): NotNotifiedReason | undefined => {
  if (!matchesFilter(shift, context.preferences)) return 'not-chosen';
  if (context.viewedAssignments.has(shift.assignmentId)) return 'in-view';
  return withheldReason(context);
};

/** The shift starts soon or has started today: a replacement is needed now. */
const isUrgent = (
  { from, startMinutes }: Shift,
  { preferences: { breakThroughHours }, atMs }: NotificationContext,
): boolean => {
  if (breakThroughHours === 0 || !from) return false;
  const now = wallClock(atMs);
  const minutes = daysBetween(now.day, from) * MINUTES_PER_DAY + (startMinutes ?? 0) - now.minutes;
  return minutes > -MINUTES_PER_DAY && minutes <= breakThroughHours * 60;
};
