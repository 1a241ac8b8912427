import { setTimeout as delay } from 'node:timers/promises';
import type { RequestAnswer, SendRequest } from '../request.ts';
import { readText } from './body.ts';
import { ProtimeError } from './errors.ts';
import type { RequestBudget } from './request-budget.ts';
import { type RetryOptions, retryAfterMs, retryDelayMs } from './retry.ts';

export interface HttpRequest {
  method: 'GET' | 'POST' | 'DELETE';
  url: string;
  /** Names the request in errors, e.g. `GET /assignments`. Contains no query, host or secret. */
  label: string;
  headers?: Record<string, string>;
  body?: string;
  /** Whether it may be sent again after a lost answer. Default: true for GET and DELETE. */
  idempotent?: boolean;
  /** Maximum number of attempts; default: that of the retry options. */
  attempts?: number;
}

export interface HttpAnswer {
  status: number;
  headers: RequestAnswer['headers'];
  text: string;
}

export interface HttpOptions {
  userAgent: string;
  now: () => number;
  sendRequest: SendRequest;
  sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
  random?: (() => number) | undefined;
  timeoutMs?: number | undefined;
  /** Aborts all requests, running and later ones. */
  signal?: AbortSignal | undefined;
  /** Called for each answer with the time in its `Date` header and the local time. */
  onServerDate?: ((serverDateMs: number, localMs: number) => void) | undefined;
  retry?: Partial<RetryOptions> | undefined;
  /** Counts every request. */
  budget?: Pick<RequestBudget, 'record' | 'recordTooMany'> | undefined;
}

export type Http = (request: HttpRequest, signal?: AbortSignal) => Promise<HttpAnswer>;

const MAX_REDIRECTS = 5;
const DEFAULT_RETRY: RetryOptions = { attempts: 4, baseMs: 500, maxWaitMs: 60_000 };

/** Sends HTTP requests to Protime, with User-Agent, timeout, retries and error codes. */
export const createHttp = (options: HttpOptions): Http => {
  const { now, sleep = defaultSleep, random = Math.random, timeoutMs = 30_000 } = options;
  const defaultRetry = { ...DEFAULT_RETRY, ...options.retry };

  const send = async (request: HttpRequest, signal: AbortSignal): Promise<RequestAnswer> => {
    for (let url = request.url, redirects = 0; ; redirects += 1) {
      options.budget?.record();
      const response = await options.sendRequest(url, {
        method: request.method,
        headers: { accept: 'application/json', ...request.headers, 'user-agent': options.userAgent },
        ...(request.body === undefined ? {} : { body: request.body }),
        signal,
      });
      const target = redirectTarget(response, request.method, url);
      if (target === undefined || redirects === MAX_REDIRECTS) return response;
      await response.body?.cancel();
      url = target;
    }
  };

  const once = async (request: HttpRequest, signal: AbortSignal | undefined): Promise<HttpAnswer | ProtimeError> => {
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const response = await send(request, signal ? AbortSignal.any([timeout, signal]) : timeout);
      const serverMs = Date.parse(response.headers.get('date') ?? '');
      if (!Number.isNaN(serverMs)) options.onServerDate?.(serverMs, now());
      const answer = {
        status: response.status,
        headers: response.headers,
        text: await readText(response, request.label),
      };
      const failure = failureOf(answer, request.label, now());
      if (failure?.code === 'rate-limited') options.budget?.recordTooMany(failure.retryAfterMs);
      return failure ?? answer;
    } catch (error) {
      if (signal?.aborted) throw new ProtimeError('aborted', request.label);
      if (error instanceof ProtimeError) return error;
      if (timeout.aborted) return new ProtimeError('timeout', request.label);
      return new ProtimeError('unreachable', request.label, { detail: networkCode(error) });
    }
  };

  const pause = async (ms: number, label: string, signal: AbortSignal | undefined): Promise<void> => {
    try {
      await sleep(ms, signal);
    } catch (error) {
      throw signal?.aborted ? new ProtimeError('aborted', label) : error;
    }
    if (signal?.aborted) throw new ProtimeError('aborted', label);
  };

  return async (request, ownSignal) => {
    const signal = anySignal(options.signal, ownSignal);
    const idempotent = request.idempotent ?? request.method !== 'POST';
    const retry = { ...defaultRetry, attempts: request.attempts ?? defaultRetry.attempts };
    for (let attempt = 1; ; attempt += 1) {
      if (signal?.aborted) throw new ProtimeError('aborted', request.label);
      const outcome = await once(request, signal);
      if (!(outcome instanceof ProtimeError)) return outcome;
      const waitMs = retryDelayMs(outcome, attempt, idempotent, retry, random);
      if (waitMs === undefined) throw outcome;
      await pause(waitMs, request.label, signal);
    }
  };
};

/** Redirects that keep method and body. */
const FOLLOWED: readonly number[] = [307, 308];
/** Redirects followed for GET: 301 and 302 may change any other method to GET. */
const FOLLOWED_BY_GET: readonly number[] = [...FOLLOWED, 301, 302];

/** Target of a redirect within the same origin; undefined for every other answer: no other host may get the token or the secret. */
const redirectTarget = ({ status, headers }: RequestAnswer, method: string, url: string): string | undefined => {
  const location = headers.get('location');
  const isFollowed = (method === 'GET' ? FOLLOWED_BY_GET : FOLLOWED).includes(status);
  if (!isFollowed || location === null || !URL.canParse(location, url)) return undefined;
  const target = new URL(location, url);
  return target.origin === new URL(url).origin ? target.href : undefined;
};

const defaultSleep = (ms: number, signal?: AbortSignal): Promise<void> =>
  delay(ms, undefined, signal ? { signal } : undefined);

const anySignal = (a: AbortSignal | undefined, b: AbortSignal | undefined): AbortSignal | undefined =>
  a && b ? AbortSignal.any([a, b]) : (a ?? b);

const failureOf = ({ status, headers }: HttpAnswer, label: string, nowMs: number): ProtimeError | undefined => {
  if (status !== 429 && status < 500) return undefined;
  const code = status === 429 ? 'rate-limited' : status === 503 ? 'maintenance' : 'server-error';
  return new ProtimeError(code, label, { status, retryAfterMs: retryAfterMs(headers, nowMs) });
};

/** `ECONNREFUSED`, `ENOTFOUND`, a TLS code; the message is not logged, as it may contain private data. */
const networkCode = (error: unknown): string | undefined => {
  const cause = error instanceof Error ? (error.cause ?? error) : undefined;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : undefined;
};
