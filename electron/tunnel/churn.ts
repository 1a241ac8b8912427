const WINDOW_MS = 10_000;
const CLOSES_PER_CONNECTION = 20;

/**
 * Notices a relay, or a box in between, that accepts connections and ends them at once: the package would open new
 * ones as fast as the network allows. Connections that carried a request are spent rightly and do not count.
 */
export const createChurnGuard = (connections: number, now: () => number = () => performance.now()) => {
  const limit = connections * CLOSES_PER_CONNECTION;
  let windowStart = now();
  let closedCount = 0;
  return {
    connectionUsed: (): void => {
      closedCount -= 1;
    },
    /** Counts one ended connection. */
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
