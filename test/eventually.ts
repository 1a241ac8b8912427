import { vi } from 'vitest';

/** How long a condition is waited for. Far longer than the slowest machine takes: it ends a test that is broken, and measures nothing. */
export const TIMEOUT_MS = 120_000;

/** Retries `look` until it does not throw; fails with the last error. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: TIMEOUT_MS, interval: 10 });
