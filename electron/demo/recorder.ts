import type { IncomingHttpHeaders } from 'node:http';
import type { Call } from './http.ts';

export interface RecordedRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly atMs: number;
}

const MAX_RECORDED = 5000;

/** Records requests, so that tests can check how often a client sends them. */
export const createRecorder = (now: () => number) => {
  const requests: RecordedRequest[] = [];
  return {
    requests: requests as readonly RecordedRequest[],
    record: ({ method, target, headers }: Call): void => {
      requests.push({ method, path: target, headers, atMs: now() });
      if (requests.length > MAX_RECORDED) requests.splice(0, requests.length - MAX_RECORDED);
    },
  };
};
