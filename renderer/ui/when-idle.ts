/** Runs something once nothing else is to be done, `timeoutMs` from now at the latest. Returns what calls it off. */
export const whenIdle = (run: () => void, timeoutMs: number): (() => void) => {
  // Not every browser knows idle time.
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(run, 1);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(run, { timeout: timeoutMs });
  return () => cancelIdleCallback(handle);
};
