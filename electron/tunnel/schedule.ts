/** Runs `run` once after `delayMs`; the returned function calls it off. The one clock of this folder, so a test can hold it. */
export type Schedule = (delayMs: number, run: () => void) => () => void;

export const realSchedule: Schedule = (delayMs, run) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};

/** Resolves after the delay, or at once when `signal` is aborted. */
export const pause = async (schedule: Schedule, delayMs: number, signal: AbortSignal): Promise<void> => {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const cancel = schedule(delayMs, resolve);
  const onAbort = () => resolve();
  signal.addEventListener('abort', onAbort, { once: true });
  await promise;
  cancel();
  signal.removeEventListener('abort', onAbort);
};

/** `work` under a signal that is aborted after `limitMs`, or as soon as `outer` is; no timer or listener stays behind. */
export const withDeadline = async <T>(
  schedule: Schedule,
  limitMs: number,
  outer: AbortSignal,
  tooLate: () => Error,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const abort = new AbortController();
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (reason: unknown) => {
    abort.abort(reason);
    reject(reason);
  };
  const onOuter = () => stop(outer.reason);
  if (outer.aborted) throw outer.reason;
  outer.addEventListener('abort', onOuter, { once: true });
  const cancel = schedule(limitMs, () => stop(tooLate()));
  try {
    return await Promise.race([work(abort.signal), promise]);
  } finally {
    cancel();
    outer.removeEventListener('abort', onOuter);
  }
};
