import type { OutputOf, RequestFailure, RequestName } from '../shared/contract.ts';
import { RequestError } from './store/request-error.ts';

/** A response as sent over IPC or the WebSocket. */
export type Answer = { ok: true; value: unknown } | { ok: false; failure: RequestFailure };

/** @throws RequestError when the answer is a failure. */
export const unwrap = <N extends RequestName>(answer: Answer): OutputOf<N> => {
  if (answer.ok) return answer.value as OutputOf<N>;
  throw new RequestError(answer.failure.code, answer.failure.problem);
};
