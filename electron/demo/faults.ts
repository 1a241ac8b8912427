import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, type Call, HttpError } from './http.ts';

/** A simulated fault. Omitted fields match everything; without `times` it lasts until cleared. */
export interface FaultRule {
  readonly method?: string;
  /** The beginning of the path, with or without `/connector/protimeapi/api/v1`. */
  readonly path?: string;
  readonly times?: number;
  /** Delay of the answer. */
  readonly delayMs?: number;
  /** The answer waits for this promise. */
  readonly after?: Promise<unknown>;
  readonly status?: number;
  /** With `status` 429 or 503: the value of `Retry-After`. */
  readonly retryAfterSeconds?: number;
  /** Drops the connection: before the request is processed, or after that without an answer. */
  readonly drop?: 'request' | 'answer';
}

interface ActiveFault {
  readonly rule: FaultRule;
  left: number;
}

const CODES: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
};

export interface FaultsOptions {
  readonly apiBase: string;
  readonly signal: AbortSignal;
  readonly toRetryAfter: (seconds: number) => string;
}

/** Simulated faults, applied to each request. */
export const createFaults = ({ apiBase, signal, toRetryAfter }: FaultsOptions) => {
  let active: ActiveFault[] = [];
  const closed = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  const matches = (rule: FaultRule, { method, url }: Call): boolean => {
    const inApi = url.pathname.startsWith(apiBase) ? url.pathname.slice(apiBase.length) : undefined;
    const path = rule.path ?? '';
    return (rule.method ?? method) === method && (url.pathname.startsWith(path) || inApi?.startsWith(path) === true);
  };
  const take = (call: Call): FaultRule | undefined => {
    const fault = active.find(({ rule, left }) => left > 0 && matches(rule, call));
    if (!fault) return undefined;
    fault.left -= 1;
    active = active.filter(({ left }) => left > 0);
    return fault.rule;
  };
  return {
    /** Activates a rule; the returned function removes it. */
    set: (rule: FaultRule): (() => void) => {
      const fault = { rule, left: rule.times ?? Number.POSITIVE_INFINITY };
      active.push(fault);
      return () => {
        active = active.filter((each) => each !== fault);
      };
    },
    clear: (): void => {
      active = [];
    },
    /** Handles a request, or applies the matching fault. */
    around: async (call: Call, handle: (call: Call) => Promise<Answer>): Promise<Answer | undefined> => {
      const rule = take(call);
      if (!rule) return handle(call);
      if (rule.delayMs) await wait(rule.delayMs, undefined, { signal, ref: false }).catch(() => undefined);
      await Promise.race([rule.after, closed]);
      if (rule.drop === 'request') return undefined;
      if (rule.status === undefined) {
        const answer = await handle(call);
        return rule.drop === 'answer' ? undefined : answer;
      }
      const headers =
        rule.retryAfterSeconds === undefined ? {} : { 'retry-after': toRetryAfter(rule.retryAfterSeconds) };
      throw new HttpError(rule.status, CODES[rule.status] ?? 'Error', 'Simulated fault.', headers);
    },
  };
};
