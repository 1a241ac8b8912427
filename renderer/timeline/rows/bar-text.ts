import type { Assignment } from '../../../shared/assignment.ts';
import { mostSpecificActivityId } from '../../../shared/main-activity.ts';
import { dayOffset, formatClock, shiftTimes } from '../../../shared/time.ts';
import type { Texts } from '../../store/texts.ts';
import type { BarStyle, Detail } from '../scale.ts';
import { HUES } from './hues.ts';

/** Index of the activity's colour in `HUES`. */
export const hueOfActivity = (id: string | null, texts: Texts): number =>
  id === null ? HUES.length - 1 : texts.activityIndex(id) % (HUES.length - 1);

export const hueOf = ({ activities }: Pick<Assignment, 'activities'>, texts: Texts): number =>
  hueOfActivity(mostSpecificActivityId(activities) ?? null, texts);

/** What is planned: the most specific activity, else the comment. */
export const assignmentTitle = (a: Assignment, texts: Texts): string => {
  const deepest = mostSpecificActivityId(a.activities);
  if (deepest) return texts.activity(deepest);
  return a.comments?.trim() || texts.messages.plan.withoutActivity;
};

/** Times at a level of detail, e.g. `08:00–17:00 (30′)`, without the break, or `8–17`. */
export const timesForDetail = (detail: Detail, a: Assignment, texts: Texts): string => {
  const { startMinutes, endMinutes } = a;
  if (detail === 'full') return texts.timesText(a);
  if (detail === 'medium' || startMinutes === null || endMinutes === null)
    return texts.timesText({ ...a, breakMinutes: null });
  const days = dayOffset(endMinutes) - dayOffset(startMinutes);
  return `${shortClock(startMinutes)}–${shortClock(endMinutes)}${days > 0 ? ` (+${days})` : ''}`;
};

/** Label of a bar: title and times on two lines; in compact rows on one line, or only the times. */
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

/** Marks on a bar. */
export interface BarMarks {
  /** Changed in the last 24 hours. */
  isRecent?: boolean;
  /** Changed at short notice. */
  isAtShortNotice?: boolean;
  /** Differs from the moment that is compared with. */
  isChanged?: boolean;
}

/** Accessible name of a former position: `before: Reception, 08:00–17:00, Tue 10 March`. */
export const formerAccessibleName = (a: Assignment, texts: Texts): string => {
  const { plan } = texts.messages;
  return `${a.deleted ? plan.since.removed : plan.since.former}: ${barAccessibleName(a, {}, texts)}`;
};

/** Accessible name and tooltip of a bar. */
export const barAccessibleName = (
  a: Assignment,
  { isRecent = false, isAtShortNotice = false, isChanged = false }: BarMarks,
  texts: Texts,
): string => {
  const { plan } = texts.messages;
  const both = shiftTimes(a.startMinutes, a.endMinutes);
  return [
    a.isRejected ? plan.rejected : '',
    // The visible label comes first, for speech input (WCAG 2.5.3 Label in Name).
    assignmentTitle(a, texts),
    both ?? texts.timesText({ ...a, breakMinutes: null }),
    texts.daysText(a),
    a.breakMinutes ? plan.breakOf(a.breakMinutes) : '',
    a.activities.length > 0 ? (a.comments?.trim() ?? '') : '',
    isChanged ? plan.since.changed : isRecent ? plan.changedLately : '',
    isAtShortNotice ? plan.shortNotice : '',
  ]
    .filter(Boolean)
    .join(', ');
};
