import { createRequire, syncBuiltinESMExports } from 'node:module';
import { onTestFinished, vi } from 'vitest';

const real = { setImmediate };
const turn = () => new Promise<void>((resolve) => void real.setImmediate(resolve));

/** In-flight requests of everybody: the app's, the provider's deliveries, the heartbeat. */
let open = 0;

/**
 * What this thread has worked so far, in ms. While others have the processor it stands still: the app and its provider live in
 * this thread, so whatever they have to say to each other is said within little of it, however busy the computer is.
 */
const workedMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** So long nothing has to happen before time may go on, in ms of work; and so long it waits for a request nobody answers. */
const QUIET_MS = 3;
const PATIENCE_MS = 60;
/** A stretch longer than this goes by five seconds at a time. */
const LONG_MS = 10 * 60_000;

const quiet = async (): Promise<void> => {
  const startMs = workedMs();
  let sinceMs = startMs;
  while (workedMs() - sinceMs < QUIET_MS) {
    await turn();
    if (open > 0 && workedMs() - startMs < PATIENCE_MS) sinceMs = workedMs();
  }
};

export interface HeldTime {
  /** Lets so much time pass, and all that happens in it happen. */
  pass(ms: number): Promise<void>;
  /** Lets time pass until something holds; fails when it does not within `limitMs`. Tells how long it took. */
  passUntil(what: string, holds: () => boolean | Promise<boolean>, limitMs: number): Promise<number>;
  /** The computer sleeps: the wall clock goes on, every timer and the monotonic clock stand still. */
  sleep(ms: number): void;
}

/** `node:timers/promises` on whatever timers are in place. */
const delay = (ms: number, value?: unknown, { signal }: { signal?: AbortSignal } = {}): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve(value);
    }, ms);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    if (signal?.aborted) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
  });

/**
 * Takes the clock and every timer of this process into the hands of the test; sockets, threads and the disk stay real.
 * Given back when the test ends.
 */
export const holdTime = (): HeldTime => {
  const fetchReally = globalThis.fetch;
  globalThis.fetch = async (...args) => {
    open += 1;
    try {
      return await fetchReally(...args);
    } finally {
      open -= 1;
    }
  };
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  });
  const promises = createRequire(import.meta.url)('node:timers/promises');
  const { setTimeout: delayReally } = promises;
  promises.setTimeout = delay;
  syncBuiltinESMExports();
  onTestFinished(() => {
    vi.useRealTimers();
    promises.setTimeout = delayReally;
    syncBuiltinESMExports();
    globalThis.fetch = fetchReally;
  });
  const step = async (ms: number) => {
    vi.advanceTimersByTime(ms);
    await quiet();
  };
  return {
    async pass(ms) {
      const atOnceMs = ms > LONG_MS ? 5000 : 1000;
      for (let left = ms; left > 0; left -= atOnceMs) await step(Math.min(left, atOnceMs));
    },
    async passUntil(what, holds, limitMs) {
      for (let passedMs = 0; passedMs <= limitMs; passedMs += 1000) {
        await quiet();
        if (await holds()) return passedMs;
        await step(1000);
      }
      throw new Error(`${limitMs / 1000} s passed in vain for: ${what}`);
    },
    sleep: (ms) => void vi.setSystemTime(Date.now() + ms),
  };
};
