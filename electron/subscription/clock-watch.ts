export interface ClockWatchOptions {
  /** The computer slept, or its clock was set; `sinceMs`: until then all went as usual. */
  onJump: (reason: 'sleep' | 'clock', sinceMs: number) => void;
  now: () => number;
  /** A clock nobody sets. On most systems it stands still while the computer sleeps. */
  monotonicMs?: () => number;
  everyMs?: number;
}

/** More than any task of this process takes, less than any sleep that matters. */
const JUMP_MS = 10_000;

/**
 * Notices a sleep where no system tells of it, as in web mode: a tick comes much too late, or the wall clock went on while
 * the monotonic one stood still. The timers of everybody else are of no use for that: where sleep does not count, one armed
 * for a minute fires up to a minute after the wake. Returns its end.
 */
export const watchClock = ({
  onJump,
  now,
  monotonicMs = () => performance.now(),
  everyMs = 5000,
}: ClockWatchOptions) => {
  let [wallMs, steadyMs] = [now(), monotonicMs()];
  const tick = () => {
    const [wallBeforeMs, steadyBeforeMs] = [wallMs, steadyMs];
    [wallMs, steadyMs] = [now(), monotonicMs()];
    const lateMs = wallMs - wallBeforeMs - everyMs;
    const isTickLate = steadyMs - steadyBeforeMs - everyMs > JUMP_MS;
    if (lateMs > JUMP_MS || isTickLate) onJump('sleep', wallBeforeMs);
    else if (lateMs < -JUMP_MS) onJump('clock', wallBeforeMs);
  };
  const timer = setInterval(tick, everyMs);
  timer.unref();
  return () => clearInterval(timer);
};
