import type { Assignment } from '../../shared/assignment.ts';
import { shiftTimes } from '../../shared/time.ts';
import type { Texts } from '../store/texts.ts';

/** A tint for each activity, the same every day and in every window. */
export const hueOf = ({ activities }: Pick<Assignment, 'activities'>): number => {
  const id = activities.at(-1)?.activityId;
  if (!id) return 7;
  let hash = 0;
  for (let i = 0; i < id.length; i++) hash = (Math.imul(hash, 31) + id.charCodeAt(i)) | 0;
  return Math.abs(hash) % 7;
};

/** What is planned: the most specific activity, else the comment. */
export const whatOf = (a: Assignment, texts: Texts): string => {
  const deepest = a.activities.toSorted((x, y) => y.level - x.level)[0];
  if (deepest) return texts.activity(deepest.activityId);
  return a.comments?.trim() || texts.messages.plan.withoutActivity;
};

/** `08:00–17:00` and `(30′)`, apart, so that a narrow bar can leave the break out. */
export const whenOf = (a: Assignment, texts: Texts): { times: string; pause: string } => ({
  times: texts.times({ ...a, breakMinutes: null }),
  pause: a.breakMinutes ? `(${a.breakMinutes}′)` : '',
});

/** Everything the bar's looks say, as a sentence for those who do not see it and for the tooltip. */
export const barSentence = (a: Assignment, isRecent: boolean, texts: Texts): string => {
  const { plan } = texts.messages;
  const both = shiftTimes(a.startMinutes, a.endMinutes);
  return [
    a.isRejected ? plan.rejected : '',
    whatOf(a, texts),
    texts.days(a),
    both ?? texts.times({ ...a, breakMinutes: null }),
    a.breakMinutes ? plan.breakOf(a.breakMinutes) : '',
    a.activities.length > 0 ? (a.comments?.trim() ?? '') : '',
    isRecent ? plan.changedLately : '',
  ]
    .filter(Boolean)
    .join(', ');
};
