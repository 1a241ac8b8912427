import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How long the main thread of a process was held up, at most, in ms. */
export interface HeldUp {
  maxMs: number;
  p99Ms: number;
  /** The same without the time it waited for a core that others had; undefined where the system does not tell. */
  ownMaxMs: number | undefined;
}

const TICK_MS = 1;

/** How long this thread has waited for a core so far, in ms. @see https://docs.kernel.org/scheduler/sched-stats.html */
const waitedMs = (): number | undefined => {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return undefined;
  }
};

/** Watches the event loop until it is asked what it saw. */
export const watchEventLoop = (): (() => HeldUp) => {
  const delays = monitorEventLoopDelay({ resolution: TICK_MS });
  let [atMs, waited] = [performance.now(), waitedMs()];
  let ownMaxMs: number | undefined;
  const timer = setInterval(() => {
    const [nowMs, nowWaited] = [performance.now(), waitedMs()];
    if (waited !== undefined && nowWaited !== undefined)
      ownMaxMs = Math.max(ownMaxMs ?? 0, nowMs - atMs - TICK_MS - (nowWaited - waited));
    [atMs, waited] = [nowMs, nowWaited];
  }, TICK_MS);
  delays.enable();
  return () => {
    delays.disable();
    clearInterval(timer);
    return { maxMs: delays.max / 1e6, p99Ms: delays.percentile(99) / 1e6, ownMaxMs };
  };
};
