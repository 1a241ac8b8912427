import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How long the main thread of a process was held up, at most, in ms. */
export interface EventLoopBlocking {
  maxMs: number;
  p99Ms: number;
  /** Without the time waiting for a CPU; undefined where not available. */
  withoutWaitMaxMs: number | undefined;
  /** Longest CPU time between two samples; the rest was waiting, e.g. for the disk. */
  cpuMaxMs: number | undefined;
}

const TICK_MS = 1;

/** How long this thread has had a core and has waited for one so far, in ms. @see https://docs.kernel.org/scheduler/sched-stats.html */
const schedule = (): { ranMs: number; waitedMs: number } | undefined => {
  try {
    const [ran, waited] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ');
    return { ranMs: Number(ran) / 1e6, waitedMs: Number(waited) / 1e6 };
  } catch {
    return undefined;
  }
};

/** Watches the event loop until it is asked what it saw. */
export const watchEventLoop = (): (() => EventLoopBlocking) => {
  const delays = monitorEventLoopDelay({ resolution: TICK_MS });
  let [atMs, before] = [performance.now(), schedule()];
  let [withoutWaitMaxMs, cpuMaxMs]: (number | undefined)[] = [];
  const timer = setInterval(() => {
    const [nowMs, now] = [performance.now(), schedule()];
    if (before && now) {
      withoutWaitMaxMs = Math.max(withoutWaitMaxMs ?? 0, nowMs - atMs - TICK_MS - (now.waitedMs - before.waitedMs));
      cpuMaxMs = Math.max(cpuMaxMs ?? 0, now.ranMs - before.ranMs);
    }
    [atMs, before] = [nowMs, now];
  }, TICK_MS);
  delays.enable();
  return () => {
    delays.disable();
    clearInterval(timer);
    return { maxMs: delays.max / 1e6, p99Ms: delays.percentile(99) / 1e6, withoutWaitMaxMs, cpuMaxMs };
  };
};
