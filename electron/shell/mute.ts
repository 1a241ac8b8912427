import { tomorrowMorning } from '../../shared/time.ts';

/** What the tray offers. */
export type MutePeriod = 'hour' | 'tomorrow';

/** When notifications come back. */
export const muteUntilMs = (period: MutePeriod, nowMs: number): number =>
  period === 'hour' ? nowMs + 3_600_000 : tomorrowMorning(nowMs);

/** null once it is over. */
export const activeMuteUntilMs = (untilMs: number | null, nowMs: number): number | null =>
  untilMs !== null && untilMs > nowMs ? untilMs : null;
