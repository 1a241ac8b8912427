import { tomorrowMorning } from '../../shared/time.ts';

/** Periods that the tray menu offers. */
export type MutePeriod = 'hour' | 'tomorrow';

/** End of a mute that starts now. */
export const muteUntilMs = (period: MutePeriod, nowMs: number): number =>
  period === 'hour' ? nowMs + 3_600_000 : tomorrowMorning(nowMs);

/** The end of a mute; null when the mute has ended. */
export const activeMuteUntilMs = (untilMs: number | null, nowMs: number): number | null =>
  untilMs !== null && untilMs > nowMs ? untilMs : null;
