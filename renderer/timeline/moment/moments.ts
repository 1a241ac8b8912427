import { addDays, dayOf, instantOf } from '../../../shared/time.ts';
import type { ChangeHistogram } from '../../../shared/timeline.ts';

/** 17:00 yesterday, the usual end of a planner's working day. */
export const yesterdayAt17 = (nowMs: number): number => instantOf(addDays(dayOf(nowMs), -1), 17 * 60);

/** `17:00`, `9:05` or `1730` as minutes since midnight; undefined for any other text. */
export const parseTimeOfDay = (text: string): number | undefined => {
  const [, hours, minutes] = /^\s*(\d{1,2})[:.h]?(\d{2})\s*$/.exec(text) ?? [];
  if (!hours || !minutes || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return Number(hours) * 60 + Number(minutes);
};

/** The time slices with changes. `height` is relative to the slice with most changes: 0 to 1, logarithmic. */
export const sliceHeights = ({ counts }: ChangeHistogram): { slice: number; height: number }[] => {
  const most = Math.log1p(Math.max(1, ...counts));
  return counts.flatMap((count, slice) => (count === 0 ? [] : { slice, height: Math.log1p(count) / most }));
};

/** The end of the next (1) or previous (−1) slice in which something changed. */
export const stepToSlice = ({ fromMs, untilMs, counts }: ChangeHistogram, atMs: number, direction: 1 | -1): number => {
  const sliceMs = (untilMs - fromMs) / counts.length || 1;
  const ends = counts.flatMap((count, slice) => (count === 0 ? [] : Math.ceil(fromMs + sliceMs * (slice + 1))));
  return direction === 1
    ? (ends.find((end) => end > atMs + sliceMs / 2) ?? untilMs)
    : (ends.findLast((end) => end < atMs - sliceMs / 2) ?? fromMs);
};
