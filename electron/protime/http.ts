import { setTimeout as delay } from 'node:timers/promises';
import { readText } from './body.ts';
import { ProtimeError } from './errors.ts';
import type { RequestBudget } from './request-budget.ts';
import { type RetryRules, retryAfterMs, retryDelayMs } from './retry.ts';

export interface HttpRequest {
  method: 'GET' | 'POST' | 'DELETE';
  url: string;
  /** What the request is called in an error: `GET /assignments`. Without query, host or secrets. */
  where: string;
  headers?: Record<string, string>;
  body?: string;
  /** Asking twice is the same as asking once, so a lost answer may be asked for again. Default: GET and DELETE. */
  repeatable?: boolean;
  /** Default: the rules' own number of attempts. */
  attempts?: number;
}

export interface HttpAnswer {
  status: number;
  headers: Headers;
  text: string;
}

export interface HttpOptions {
  userAgent: string;
  now: () => number;
  fetch?: typeof fetch | undefined;
  sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
  random?: (() => number) | undefined;
  timeoutMs?: number | undefined;
  /** Ends every request, now and later. */
  signal?: AbortSignal | undefined;
  /** Called once per answer with the provider's clock and ours. */
  onClock?: ((serverDateMs: number, localMs: number) => void) | undefined;
  rules?: Partial<RetryRules> | undefined;
  /** Counts every request. */
  budget?: Pick<RequestBudget, 'record' | 'recordTooMany'> | undefined;
}

export type Http = (request: HttpRequest, signal?: AbortSignal) => Promise<HttpAnswer>;

const MAX_REDIRECTS = 5;
const DEFAULT_RULES: RetryRules = { attempts: 4, baseMs: 500, longestWaitMs: 60_000 };

/** All HTTP requests: User-Agent, timeout, retries and error codes. */
export const createHttp = (options: HttpOptions): Http => {
  const { now, sleep = defaultSleep, random = Math.random, timeoutMs = 30_000 } = options;
  const rules = { ...DEFAULT_RULES, ...options.rules };

  const send = async (request: HttpRequest, signal: AbortSignal): Promise<Response> => {
    for (let url = request.url, redirects = 0; ; redirects += 1) {
      options.budget?.record();
      const response = await (options.fetch ?? fetch)(url, {
        method: request.method,
        headers: { accept: 'application/json', ...request.headers, 'user-agent': options.userAgent },
        ...(request.body === undefined ? {} : { body: request.body }),
        // Followed blindly, a redirect would carry the token or the client secret to wherever it points.
        redirect: 'manual',
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
      if (response.status === 429) options.budget?.recordTooMany();
      const serverMs = Date.parse(response.headers.get('date') ?? '');
      if (!Number.isNaN(serverMs)) options.onClock?.(serverMs, now());
      const answer = {
        status: response.status,
        headers: response.headers,
        text: await readText(response, request.where),
      };
      return failureOf(answer, request.where, now()) ?? answer;
    } catch (error) {
      if (signal?.aborted) throw new ProtimeError('aborted', request.where);
      if (error instanceof ProtimeError) return error;
      if (timeout.aborted) return new ProtimeError('timeout', request.where);
      return new ProtimeError('unreachable', request.where, { detail: networkCode(error) });
    }
  };

  const pause = async (ms: number, where: string, signal: AbortSignal | undefined): Promise<void> => {
    try {
      await sleep(ms, signal);
    } catch (error) {
      throw signal?.aborted ? new ProtimeError('aborted', where) : error;
    }
    if (signal?.aborted) throw new ProtimeError('aborted', where);
  };

  return async (request, ownSignal) => {
    const signal = anySignal(options.signal, ownSignal);
    const repeatable = request.repeatable ?? request.method !== 'POST';
    const limits = { ...rules, attempts: request.attempts ?? rules.attempts };
    for (let attempt = 1; ; attempt += 1) {
      if (signal?.aborted) throw new ProtimeError('aborted', request.where);
      const outcome = await once(request, signal);
      if (!(outcome instanceof ProtimeError)) return outcome;
      const waitMs = retryDelayMs(outcome, attempt, repeatable, limits, random);
      if (waitMs === undefined) throw outcome;
      await pause(waitMs, request.where, signal);
    }
  };
};

/** These keep method and body. */
const FOLLOWED: readonly number[] = [307, 308];
/** These may turn any other method into a GET. */
const FOLLOWED_BY_GET: readonly number[] = [...FOLLOWED, 301, 302];

/** Where a redirect within one origin leads to; undefined for every other answer. */
const redirectTarget = ({ status, headers }: Response, method: string, url: string): string | undefined => {
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

const failureOf = ({ status, headers }: HttpAnswer, where: string, nowMs: number): ProtimeError | undefined => {
  if (status !== 429 && status < 500) return undefined;
  const code = status === 429 ? 'rate-limited' : status === 503 ? 'maintenance' : 'server-error';
  return new ProtimeError(code, where, { status, retryAfterMs: retryAfterMs(headers, nowMs) });
};

/** `ECONNREFUSED`, `ENOTFOUND`, a TLS code; the message itself may hold more than we want to log. */
const networkCode = (error: unknown): string | undefined => {
  const cause = error instanceof Error ? (error.cause ?? error) : undefined;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : undefined;
};
