const HOUR_MS = 60 * 60_000;

/** How many requests Protime is sent. */
export interface RequestBudget {
  /** A request is being sent. */
  record(): void;
  /** Protime answered that there were too many, and perhaps how long to wait: half as many for an hour. */
  recordTooMany(retryAfterMs?: number): void;
  /** Whether Protime asked to wait: what can wait should. */
  isPaused(): boolean;
  /** The most per hour, now. */
  perHour(): number;
  /** Sent within the last hour. */
  used(): number;
  /** How many more requests are allowed within this hour; at least 0. */
  left(): number;
}

/**
 * Counts every request to Protime within a sliding hour, whatever it is for. It delays none: what the plan needs, such as a first
 * reading or one after an interruption, is sent at once and counted, and the comparison of the other days takes what is left.
 */
export const createRequestBudget = (options: { perHour: () => number; now: () => number }): RequestBudget => {
  const { now } = options;
  let sentAtMs: number[] = [];
  let tooManyAtMs = Number.NEGATIVE_INFINITY;
  let pauseMs = 0;

  /** False for a time in the future as well: the clock was set back since. */
  const isWithinHour = (atMs: number): boolean => atMs <= now() && now() - atMs < HOUR_MS;
  const used = (): number => {
    sentAtMs = sentAtMs.filter(isWithinHour);
    return sentAtMs.length;
  };
  const perHour = (): number => (isWithinHour(tooManyAtMs) ? Math.floor(options.perHour() / 2) : options.perHour());

  return {
    record: () => void sentAtMs.push(now()),
    recordTooMany(retryAfterMs = 0) {
      tooManyAtMs = now();
      pauseMs = retryAfterMs;
    },
    isPaused: () => isWithinHour(tooManyAtMs) && now() - tooManyAtMs < pauseMs,
    perHour,
    used,
    left: () => Math.max(0, perHour() - used()),
  };
};
