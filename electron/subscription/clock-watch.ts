export interface ClockWatchOptions {
  /** The computer slept, or its clock was set. `sinceMs`: the last moment before that. */
  onJump: (reason: 'sleep' | 'clock', sinceMs: number) => void;
  now: () => number;
  /** Monotonic clock, in ms. On most systems it does not advance while the computer sleeps. */
  monotonicNowMs?: () => number;
  everyMs?: number;
}

/** Longer than any task of this process, shorter than any sleep that matters. */
const JUMP_MS = 10_000;

/**
 * Detects sleep where the system does not report it (web mode): a tick is far too late, or the wall clock advanced while the
 * monotonic clock did not. A longer timer would notice it late: on systems whose timers stop during sleep, it continues where
 * it stopped. Returns a function that stops it.
 */
export const watchClock = ({
  onJump,
  now,
  monotonicNowMs = () => performance.now(),
  everyMs = 5000,
}: ClockWatchOptions) => {
  let [wallMs, monotonicMs] = [now(), monotonicNowMs()];
  const tick = () => {
    const [wallBeforeMs, monotonicBeforeMs] = [wallMs, monotonicMs];
    [wallMs, monotonicMs] = [now(), monotonicNowMs()];
    const lateMs = wallMs - wallBeforeMs - everyMs;
    const isTickLate = monotonicMs - monotonicBeforeMs - everyMs > JUMP_MS;
    if (lateMs > JUMP_MS || isTickLate) onJump('sleep', wallBeforeMs);
    else if (lateMs < -JUMP_MS) onJump('clock', wallBeforeMs);
  };
  const timer = setInterval(tick, everyMs);
  timer.unref();
  return () => clearInterval(timer);
};
