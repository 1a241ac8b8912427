/**
 * Runs a task at most every `intervalMs`: at once when it is requested after a quiet time, and once after the interval for
 * all requests meanwhile.
 */
export const createThrottle = (run: () => void, intervalMs: number) => {
  let isRequested = false;
  let timer: NodeJS.Timeout | undefined;

  const runNow = (): void => {
    isRequested = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (isRequested) runNow();
    }, intervalMs).unref();
    run();
  };
  return {
    request(): void {
      isRequested = true;
      if (!timer) runNow();
    },
    /** Cancels a run that was requested but has not started. */
    close: (): void => clearTimeout(timer),
  };
};
