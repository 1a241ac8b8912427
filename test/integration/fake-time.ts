import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { onTestFinished, vi } from 'vitest';

const real = { setImmediate, fetch, timeout: AbortSignal.timeout };
const nextTurn = () => new Promise<void>((resolve) => void real.setImmediate(resolve));

/** Longer periods advance in steps of five seconds. */
const COARSE_STEP_ABOVE_MS = 10 * 60_000;
/**
 * Turns of the event loop without an open request before the clock advances. The app, its provider and the relay run in this
 * thread, so a message arrives within a few turns on any computer.
 */
const QUIET_TURNS = 200;
/** The most turns to wait for open requests, which may never be answered. */
const PATIENCE_TURNS = 5000;

/** All HTTP requests without an answer, of the app, its provider and the test. */
let openRequests = 0;
const fetchCounted: typeof fetch = async (...args) => {
  openRequests += 1;
  try {
    return await real.fetch(...args);
  } finally {
    openRequests -= 1;
  }
};
const countRequest = (message: unknown): void => {
  const { request } = message as { request: ClientRequest };
  openRequests += 1;
  request.once('close', () => {
    openRequests -= 1;
  });
};

/** Whether a request, a file operation, a DNS lookup or a connection attempt is pending. */
const isWaiting = (): boolean =>
  openRequests > 0 || process.getActiveResourcesInfo().some((name) => /Req|Connect/.test(name));

const untilIdle = async (): Promise<void> => {
  for (let turns = 0, quietTurns = 0; quietTurns < QUIET_TURNS; turns += 1) {
    await nextTurn();
    quietTurns = turns < PATIENCE_TURNS && isWaiting() ? 0 : quietTurns + 1;
  }
};

export interface FakeTime {
  /** Advances the clock and lets everything due happen, after each step. */
  advance(ms: number, stepMs?: number): Promise<void>;
  /** Advances the clock until a condition holds and returns the elapsed ms. @throws when it does not hold within `limitMs`. */
  advanceUntil(what: string, holds: () => boolean | Promise<boolean>, limitMs: number): Promise<number>;
  /** Simulates sleep: the wall clock advances; timers and the monotonic clock do not. */
  sleep(ms: number): void;
}

/** `setTimeout` of node:timers/promises on the fake timers. */
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

/** `AbortSignal.timeout` on the fake clock. */
const deadline = (ms: number): AbortSignal => {
  const abort = new AbortController();
  setTimeout(() => abort.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')), ms);
  return abort.signal;
};

/** Installs fake clock and timers; sockets, threads and disk stay real. Restored when the test ends. */
export const installFakeTime = (): FakeTime => {
  globalThis.fetch = fetchCounted;
  subscribe('http.client.request.created', countRequest);
  AbortSignal.timeout = deadline;
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  });
  const promises = createRequire(import.meta.url)('node:timers/promises');
  const { setTimeout: realDelay } = promises;
  promises.setTimeout = delay;
  syncBuiltinESMExports();
  onTestFinished(() => {
    vi.useRealTimers();
    promises.setTimeout = realDelay;
    syncBuiltinESMExports();
    globalThis.fetch = real.fetch;
    unsubscribe('http.client.request.created', countRequest);
    AbortSignal.timeout = real.timeout;
  });
  const step = async (ms: number) => {
    vi.advanceTimersByTime(ms);
    await untilIdle();
  };
  return {
    async advance(ms, stepMs = ms > COARSE_STEP_ABOVE_MS ? 5000 : 1000) {
      for (let left = ms; left > 0; left -= stepMs) await step(Math.min(left, stepMs));
    },
    async advanceUntil(what, holds, limitMs) {
      for (let passedMs = 0; passedMs <= limitMs; passedMs += 1000) {
        await untilIdle();
        if (await holds()) return passedMs;
        await step(1000);
      }
      throw new Error(`${limitMs / 1000} s passed in vain for: ${what}`);
    },
    sleep: (ms) => void vi.setSystemTime(Date.now() + ms),
  };
};
