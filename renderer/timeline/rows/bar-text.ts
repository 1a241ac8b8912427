import type { Assignment } from '../../../shared/assignment.ts';
import { dayOffset, formatClock, shiftTimes } from '../../../shared/time.ts';
import type { Texts } from '../../store/texts.ts';
import type { BarStyle, Detail } from '../scale.ts';

/** A tint for each activity: the first seven differ. */
export const hueOf = ({ activities }: Pick<Assignment, 'activities'>, texts: Texts): number => {
  const id = activities.toSorted((x, y) => y.level - x.level)[0]?.activityId;
  if (!id) return 7;
  return texts.activityIndex(id) % 7;
};

/** What is planned: the most specific activity, else the comment. */
export const assignmentTitle = (a: Assignment, texts: Texts): string => {
  const deepest = a.activities.toSorted((x, y) => y.level - x.level)[0];
  if (deepest) return texts.activity(deepest.activityId);
  return a.comments?.trim() || texts.messages.plan.withoutActivity;
};

/** The times as there is room for them: `08:00–17:00 (30′)`, without the break, or `8–17`, `22–6 (+1)`. */
export const timesForDetail = (detail: Detail, a: Assignment, texts: Texts): string => {
  const { startMinutes, endMinutes } = a;
  if (detail === 'full') return texts.times(a);
  if (detail === 'medium' || startMinutes === null || endMinutes === null)
    return texts.times({ ...a, breakMinutes: null });
  const days = dayOffset(endMinutes) - dayOffset(startMinutes);
  return `${shortClock(startMinutes)}–${shortClock(endMinutes)}${days > 0 ? ` (+${days})` : ''}`;
};

/** What stands on a bar: what and when on two lines, in narrow rows on one, and only when where there is no room for both. */
export const barText = (
  a: Assignment,
  { detail, density }: Pick<BarStyle, 'detail' | 'density'>,
  texts: Texts,
): string => {
  if (detail === 'blocks') return '';
  const when = timesForDetail(detail, a, texts);
  if (density === 'compact') return detail === 'full' ? `${assignmentTitle(a, texts)} ${when}` : when;
  return `${assignmentTitle(a, texts)}\n${when}`;
};

const shortClock = (minutes: number): string => formatClock(minutes).replace(/^0/, '').replace(/:00$/, '');

/** What a bar shows beside what is planned. */
export interface BarMarks {
  /** Changed in the last 24 hours. */
  isRecent?: boolean;
  /** Changed too shortly before it starts. */
  isShort?: boolean;
  /** Differs since the moment that was asked about. */
  isChanged?: boolean;
}

/** An old place, in words: `before: Reception, 08:00–17:00, Tue 10 March`. */
export const ghostAccessibleName = (a: Assignment, texts: Texts): string => {
  const { plan } = texts.messages;
  return `${a.deleted ? plan.since.removed : plan.since.ghost}: ${barAccessibleName(a, {}, texts)}`;
};

/** Everything the bar's looks say, as a sentence for those who do not see it and for the tooltip. */
export const barAccessibleName = (
  a: Assignment,
  { isRecent = false, isShort = false, isChanged = false }: BarMarks,
  texts: Texts,
): string => {
  const { plan } = texts.messages;
  const both = shiftTimes(a.startMinutes, a.endMinutes);
  return [
    a.isRejected ? plan.rejected : '',
    // As they stand on the bar: whoever speaks to the computer says what they read.
    assignmentTitle(a, texts),
    both ?? texts.times({ ...a, breakMinutes: null }),
    texts.days(a),
    a.breakMinutes ? plan.breakOf(a.breakMinutes) : '',
    a.activities.length > 0 ? (a.comments?.trim() ?? '') : '',
    isChanged ? plan.since.changed : isRecent ? plan.changedLately : '',
    isShort ? plan.shortNotice : '',
  ]
    .filter(Boolean)
    .join(', ');
};
