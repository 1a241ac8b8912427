import { createListeners } from '../listeners.ts';

/** `Date` has a resolution of one second, and an answer takes time: smaller differences are ignored. */
const TOLERANCE_MS = 5000;

/**
 * The provider's clock, from the Date header of its answers. Used for times that the provider sets, because the local clock may
 * be wrong.
 */
export const createProviderClock = (now: () => number, uptimeMs: () => number = () => performance.now()) => {
  let offsetMs = 0;
  let last: { serverMs: number; uptimeMs: number } | undefined;
  const changes = createListeners<() => void>();
  return {
    /** Call for each answer with the time in its `Date` header and the local time. */
    observe(serverDateMs: number, localMs: number): void {
      last = { serverMs: serverDateMs, uptimeMs: uptimeMs() };
      const differenceMs = serverDateMs - localMs;
      const newOffsetMs = Math.abs(differenceMs) < TOLERANCE_MS ? 0 : differenceMs;
      // The measured offset of a wrong clock varies by about a second: that is not a change.
      const isChanged = newOffsetMs === 0 ? offsetMs !== 0 : Math.abs(newOffsetMs - offsetMs) >= TOLERANCE_MS;
      if (!isChanged) return;
      offsetMs = newOffsetMs;
      changes.notify();
    },
    /** Called when the offset changed. */
    onChange: changes.add,
    /** The provider's time, in ms. */
    now: (): number => now() + offsetMs,
    /** The same without our clock, which may be set at any time; undefined before the first answer, and behind after a sleep. */
    independentNow: (): number | undefined => last && last.serverMs + uptimeMs() - last.uptimeMs,
    /** How far the provider's clock is ahead of the local one, in ms; 0 when the difference is small. */
    offsetMs: (): number => offsetMs,
  };
};
