const WINDOW_MS = 10_000;
const CLOSES_PER_CONNECTION = 20;

/**
 * Detects a relay or proxy that accepts connections and closes them at once: the package would reopen them without pause.
 * Connections that carried a request do not count.
 */
export const createChurnGuard = (connections: number, now: () => number = () => performance.now()) => {
  const limit = connections * CLOSES_PER_CONNECTION;
  let windowStart = now();
  let closedCount = 0;
  return {
    connectionUsed: (): void => {
      closedCount -= 1;
    },
    /** Counts one closed connection; true when too many closed within WINDOW_MS. */
    recordClose: (): boolean => {
      if (now() - windowStart > WINDOW_MS) {
        windowStart = now();
        closedCount = 0;
      }
      closedCount += 1;
      return closedCount > limit;
    },
  };
};
