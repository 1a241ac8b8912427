/** Runs a function when the browser is idle, after `timeoutMs` at the latest. Returns a function that cancels it. */
export const whenIdle = (run: () => void, timeoutMs: number): (() => void) => {
  // Safari has no requestIdleCallback.
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(run, 1);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(run, { timeout: timeoutMs });
  return () => cancelIdleCallback(handle);
};
