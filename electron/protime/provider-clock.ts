import { createListeners } from '../listeners.ts';

/** `Date` has a resolution of a second, and an answer takes its time: less than this is no difference. */
const TOLERANCE_MS = 5000;

/**
 * The provider's clock, from the Date header of its answers. Used for times that the provider sets, because our clock may be
 * wrong.
 */
export const createProviderClock = (now: () => number, uptimeMs: () => number = () => performance.now()) => {
  let offsetMs = 0;
  let last: { serverMs: number; uptimeMs: number } | undefined;
  const changes = createListeners<() => void>();
  return {
    /** The `Date` of an answer, next to our clock of that moment. */
    observe(serverDateMs: number, localMs: number): void {
      last = { serverMs: serverDateMs, uptimeMs: uptimeMs() };
      const saidMs = serverDateMs - localMs;
      const differsMs = Math.abs(saidMs) < TOLERANCE_MS ? 0 : saidMs;
      // A wrong clock is as wrong in the next answer, give or take a second: that is no news.
      const isNews = differsMs === 0 ? offsetMs !== 0 : Math.abs(differsMs - offsetMs) >= TOLERANCE_MS;
      if (!isNews) return;
      offsetMs = differsMs;
      changes.notify();
    },
    /** Called when the offset is another one. */
    onChange: changes.add,
    now: (): number => now() + offsetMs,
    /** The same without our clock, which may be set at any time; undefined before the first answer, and behind after a sleep. */
    independentNow: (): number | undefined => last && last.serverMs + uptimeMs() - last.uptimeMs,
    /** How far it is ahead of ours; 0 when they agree. */
    offsetMs: (): number => offsetMs,
  };
};
