/** What the tray offers. */
export type MutePeriod = 'hour' | 'tomorrow';

/** Before the first shift is planned, after the last bubble that would wake somebody. */
const MORNING_HOUR = 6;

/** When notifications come back. */
export const muteEnd = (period: MutePeriod, nowMs: number): number => {
  if (period === 'hour') return nowMs + 3_600_000;
  const morning = new Date(nowMs);
  morning.setDate(morning.getDate() + 1);
  return morning.setHours(MORNING_HOUR, 0, 0, 0);
};

/** null once it is over. */
export const stillMuted = (untilMs: number | null, nowMs: number): number | null =>
  untilMs !== null && untilMs > nowMs ? untilMs : null;
