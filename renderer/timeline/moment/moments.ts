import { addDays, dayOf, instantOf } from '../../../shared/time.ts';
import type { ChangeHistogram } from '../../../shared/timeline.ts';

/** 17:00 yesterday, the usual end of a planner's working day. */
export const yesterdayAt17 = (nowMs: number): number => instantOf(addDays(dayOf(nowMs), -1), 17 * 60);

/** `17:00`, `9:05` or `1730` as minutes since midnight; undefined for incomplete input. */
export const parseTimeOfDay = (text: string): number | undefined => {
  const [, hours, minutes] = /^\s*(\d{1,2})[:.h]?(\d{2})\s*$/.exec(text) ?? [];
  if (!hours || !minutes || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return Number(hours) * 60 + Number(minutes);
};

/** Time slices with changes; `share` is their height relative to the busiest slice (0 to 1, logarithmic). */
export const historyMarks = ({ counts }: ChangeHistogram): { part: number; share: number }[] => {
  const most = Math.log1p(Math.max(1, ...counts));
  return counts.flatMap((count, part) => (count === 0 ? [] : { part, share: Math.log1p(count) / most }));
};

/** The end of the next (1) or previous (−1) part in which something changed. */
export const stepToMark = ({ fromMs, untilMs, counts }: ChangeHistogram, atMs: number, direction: 1 | -1): number => {
  const partMs = (untilMs - fromMs) / counts.length || 1;
  const ends = counts.flatMap((count, part) => (count === 0 ? [] : Math.ceil(fromMs + partMs * (part + 1))));
  return direction === 1
    ? (ends.find((end) => end > atMs + partMs / 2) ?? untilMs)
    : (ends.findLast((end) => end < atMs - partMs / 2) ?? fromMs);
};
