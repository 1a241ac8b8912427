/**
 * Runs `run` once after `delayMs`; the returned function cancels it. The only timer of this folder, so that tests can
 * control time.
 */
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

/**
 * Runs `work` with a signal that is aborted after `limitMs` or together with `parentSignal`. Removes its timer and listener.
 */
export const withDeadline = async <T>(
  schedule: Schedule,
  limitMs: number,
  parentSignal: AbortSignal,
  createTimeoutError: () => Error,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const abort = new AbortController();
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (reason: unknown) => {
    abort.abort(reason);
    reject(reason);
  };
  const onParentAbort = () => stop(parentSignal.reason);
  if (parentSignal.aborted) throw parentSignal.reason;
  parentSignal.addEventListener('abort', onParentAbort, { once: true });
  const cancel = schedule(limitMs, () => stop(createTimeoutError()));
  try {
    return await Promise.race([work(abort.signal), promise]);
  } finally {
    cancel();
    parentSignal.removeEventListener('abort', onParentAbort);
  }
};
