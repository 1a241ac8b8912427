import type { Schedule } from './schedule.ts';

export interface TickerOptions {
  intervalMs: number;
  now: () => number;
  schedule: Schedule;
  /** `urgent`: requested by a caller, or this tick is late. `isCurrent` turns false once another tick started. */
  tick(urgent: boolean, isCurrent: () => boolean): Promise<void>;
}

/**
 * One tick per interval, counted from start to start, never two at once. A tick that is late by more than an interval
 * shows that the computer slept.
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
    const durationMs = Math.min(Math.max(now() - startedAtMs, 0), intervalMs);
    next(intervalMs - durationMs);
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
