import { vi } from 'vitest';

/** Time limit for a condition. Only a failing test reaches it. */
export const TIMEOUT_MS = 120_000;

/** Retries `check` until it does not throw; fails with the last error. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: TIMEOUT_MS, interval: 10 });
