import type { RequestFailure } from '../../shared/contract.ts';
import type { Problem } from '../../shared/problems.ts';

/** A request that was refused, that failed, or that could not be sent because the app is not running. */
export class RequestError extends Error {
  readonly code: RequestFailure['code'] | 'disconnected';
  readonly problem: Problem | undefined;
  constructor(code: RequestError['code'], problem?: Problem) {
    super(problem?.code ?? code);
    this.name = 'RequestError';
    this.code = code;
    this.problem = problem;
  }
}

/** The problem of a failed request; `internal` when unknown. */
export const problemOf = (error: unknown): Problem =>
  (error instanceof RequestError ? error.problem : undefined) ?? { code: 'internal' };
