const WINDOW_MS = 10_000;
const DEATHS_PER_CONNECTION = 20;

/**
 * Notices a relay, or a box in between, that accepts connections and ends them at once: the package would open new
 * ones as fast as the network allows. Connections that carried a request are spent rightly and do not count.
 */
export const createChurnGuard = (connections: number, now: () => number = () => performance.now()) => {
  const limit = connections * DEATHS_PER_CONNECTION;
  let windowStart = now();
  let deaths = 0;
  return {
    used: (): void => {
      deaths -= 1;
    },
    /** Counts one ended connection. */
    isChurning: (): boolean => {
      if (now() - windowStart > WINDOW_MS) {
        windowStart = now();
        deaths = 0;
      }
      deaths += 1;
      return deaths > limit;
    },
  };
};
