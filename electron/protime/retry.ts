import type { RequestAnswer } from '../request.ts';
import type { ProtimeError } from './errors.ts';

type Headers = RequestAnswer['headers'];

export interface RetryOptions {
  /** Maximum number of attempts, including the first. */
  attempts: number;
  /** First delay when Protime requests none; doubled with each attempt. */
  baseMs: number;
  /** A longer delay is not waited for: the error is thrown, with `retryAfterMs` for the caller. */
  maxWaitMs: number;
}

/** Delay before the next attempt, in ms; undefined when there is no further attempt. */
export const retryDelayMs = (
  error: ProtimeError,
  attempt: number,
  idempotent: boolean,
  { attempts, baseMs, maxWaitMs }: RetryOptions,
  random: () => number,
): number | undefined => {
  if (!mayRetry(error, attempt, idempotent) || attempt >= attempts) return undefined;
  const backoffMs = baseMs * 2 ** (attempt - 1);
  // Jitter is only added: no client retries early, and not all retry at once.
  const waitMs = (error.retryAfterMs ?? backoffMs) + random() * backoffMs;
  return (error.retryAfterMs ?? 0) > maxWaitMs ? undefined : Math.round(waitMs);
};

const mayRetry = ({ code }: ProtimeError, attempt: number, idempotent: boolean): boolean => {
  switch (code) {
    // Refused before it was processed: a repetition cannot have an effect twice.
    case 'rate-limited':
    case 'maintenance':
      return true;
    case 'server-error':
    case 'unreachable':
      return idempotent;
    // One retry only: each takes the full timeout, while the planner may be waiting.
    case 'timeout':
      return idempotent && attempt < 2;
    default:
      return false;
  }
};

/** A longer delay is probably a mistake, and the plan would not be updated for hours. */
const MAX_RETRY_AFTER_MS = 60 * 60_000;

/**
 * The delay requested by `Retry-After`, at most an hour. Its value is in seconds or a date, which is compared with the
 * answer's `Date` if there is one. undefined when it is neither.
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
