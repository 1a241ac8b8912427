import type { Schedule } from './schedule.ts';

export interface TickerOptions {
  intervalMs: number;
  now: () => number;
  schedule: Schedule;
  /** `urgent`: someone has reason to doubt, be it a caller or the clock. `isCurrent` turns false once another tick took over. */
  tick(urgent: boolean, isCurrent: () => boolean): Promise<void>;
}

/**
 * One tick per interval, counted from start to start, never two at once. A tick that comes more than an interval too
 * late tells that the computer slept.
 */
export const createTicker = ({ intervalMs, now, schedule, tick }: TickerOptions) => {
  let generation = 0;
  let cancel = () => {};

  const next = (delayMs: number): void => {
    cancel();
    generation += 1;
    const ownGeneration = generation;
    const dueAtMs = now() + delayMs;
    cancel = schedule(delayMs, () => void run(ownGeneration, now() - dueAtMs > intervalMs));
  };
  const run = async (ownGeneration: number, urgent: boolean): Promise<void> => {
    const startedAtMs = now();
    await tick(urgent, () => generation === ownGeneration);
    if (generation !== ownGeneration) return;
    const tookMs = Math.min(Math.max(now() - startedAtMs, 0), intervalMs);
    next(intervalMs - tookMs);
  };
  const stop = (): void => {
    cancel();
    generation += 1;
  };

  return {
    /** The next tick is one whole interval away. */
    restart: (): void => next(intervalMs),
    /** Ticks at once, and every interval from then on. */
    tickNow: (): void => {
      stop();
      void run(generation, true);
    },
    stop,
  };
};
