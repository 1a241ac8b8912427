import { vi } from 'vitest';

/** Far longer than the slowest machine takes: it ends a test that is broken, and measures nothing. */
const PATIENCE_MS = 20_000;

/** Waits until `look` throws no more; fails with what it threw last. */
export const eventually = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: PATIENCE_MS, interval: 10 });
