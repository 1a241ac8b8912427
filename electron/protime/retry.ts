import type { ProtimeError } from './errors.ts';

export interface RetryRules {
  /** How often a request is made at most, the first time included. */
  attempts: number;
  /** The first wait when Protime names none; it doubles from there. */
  baseMs: number;
  /** Longer waits are left to the caller: see `retryAfterMs` of the error. */
  longestWaitMs: number;
}

/** How long to wait before the next attempt; undefined when there is none. */
export const retryDelayMs = (
  error: ProtimeError,
  attempt: number,
  repeatable: boolean,
  { attempts, baseMs, longestWaitMs }: RetryRules,
  random: () => number,
): number | undefined => {
  if (!mayRetry(error, attempt, repeatable) || attempt >= attempts) return undefined;
  const backoffMs = baseMs * 2 ** (attempt - 1);
  // Jitter is only added: no client retries early, and not all retry at once.
  const waitMs = (error.retryAfterMs ?? backoffMs) + random() * backoffMs;
  return (error.retryAfterMs ?? 0) > longestWaitMs ? undefined : Math.round(waitMs);
};

const mayRetry = ({ code }: ProtimeError, attempt: number, repeatable: boolean): boolean => {
  switch (code) {
    // Refused before it was looked at: asking again cannot do anything twice.
    case 'rate-limited':
    case 'maintenance':
      return true;
    case 'server-error':
    case 'unreachable':
      return repeatable;
    // Each costs the full time-out; a planner waits in front of the screen.
    case 'timeout':
      return repeatable && attempt < 2;
    default:
      return false;
  }
};

/** A longer wait is a mistake, or would leave the planner without news for most of a day. */
const MAX_RETRY_AFTER_MS = 60 * 60_000;

/**
 * What `Retry-After` asks for, an hour at most: seconds, or a date, which is read against the provider's own clock where it shows
 * it. undefined when it is neither.
 */
export const retryAfterMs = (headers: Headers, nowMs: number): number | undefined => {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  const waitMs = /^[\d.]+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - clockMs(headers, nowMs);
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(0, waitMs), MAX_RETRY_AFTER_MS);
};

const clockMs = (headers: Headers, nowMs: number): number => {
  const serverMs = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(serverMs) ? nowMs : serverMs;
};
