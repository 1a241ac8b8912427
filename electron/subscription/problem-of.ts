import type { Problem, ProblemCode } from '../../shared/problems.ts';
import { ProblemError } from '../../shared/problems.ts';
import { isStorageError, storageProblem } from '../database/errors.ts';
import { ProtimeError, type ProtimeErrorCode } from '../protime/errors.ts';
import { TunnelError, tunnelProblem } from '../tunnel/tunnel.ts';

const CODES: Partial<Record<ProtimeErrorCode, ProblemCode>> = {
  timeout: 'unreachable',
  aborted: 'unreachable',
  'not-found': 'unexpected-answer',
};

const isProblemCode = (code: ProtimeErrorCode): code is ProtimeErrorCode & ProblemCode => !(code in CODES);

/** Converts any error into the Problem that is displayed. */
export const problemOf = (error: unknown): Problem => {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof TunnelError) return tunnelProblem(error);
  if (error instanceof ProtimeError) {
    const code = isProblemCode(error.code) ? error.code : (CODES[error.code] ?? 'internal');
    return {
      code,
      ...(error.scope === undefined ? {} : { scope: error.scope }),
      ...(error.detail === undefined ? {} : { detail: error.detail }),
    };
  }
  if (isStorageError(error)) return storageProblem(error);
  return { code: 'internal', detail: error instanceof Error ? error.name : 'error' };
};
