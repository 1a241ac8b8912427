import type { AccessReport } from '../../shared/contract.ts';
import type { Problem } from '../../shared/problems.ts';
import type { Assignments } from './assignments.ts';
import { isProtimeError, type ProtimeErrorCode } from './errors.ts';
import { ALL_SCOPES, ASSIGNMENTS_READ, isMandatory, WEBHOOKS_READ } from './scopes.ts';
import type { TokenSource } from './token.ts';
import type { Webhooks } from './webhooks.ts';

interface Parts {
  tokens: TokenSource;
  webhooks: Webhooks;
  assignments: Assignments;
  requestedScopes: readonly string[];
  now: () => number;
}

/**
 * Checks what these credentials permit: requests a new token, then reads webhooks and assignments. A missing scope, or a
 * tenant whose planning cannot be read, is part of the report; any other error is thrown.
 */
export const createAccessCheck = ({ tokens, webhooks, assignments, requestedScopes, now }: Parts) => {
  const grantedScopes = async (signal: AbortSignal | undefined): Promise<ReadonlySet<string>> => {
    const token = await refusalOf(['missing-scope'], () => tokens.recheck(signal));
    return typeof token === 'string' ? new Set() : token.scopes;
  };

  const readOnce = async (signal: AbortSignal | undefined): Promise<void> => {
    const today = new Date(now()).toISOString().slice(0, 10);
    for await (const _page of assignments.assignments({ from: today, until: today }, signal)) return;
  };

  return async (signal?: AbortSignal): Promise<AccessReport> => {
    const granted = new Set(await grantedScopes(signal));
    let planning: Refusal | undefined;
    // Without a scope there is no token, so nothing can be read.
    if (granted.size > 0) {
      const listed = await refusalOf(['missing-scope'], () => webhooks.listWebhooks({}, signal));
      setGranted(granted, WEBHOOKS_READ, listed !== 'missing-scope');
      const read = await refusalOf(['missing-scope', 'planning-not-supported'], () => readOnce(signal));
      planning = typeof read === 'string' ? read : undefined;
      setGranted(granted, ASSIGNMENTS_READ, planning !== 'missing-scope');
    }
    const scopes = ALL_SCOPES.filter((scope) => isMandatory(scope) || requestedScopes.includes(scope)).map((scope) => ({
      scope,
      granted: granted.has(scope),
      mandatory: isMandatory(scope),
    }));
    const problem = problemOf(scopes.find((scope) => scope.mandatory && !scope.granted)?.scope, planning);
    return { ok: problem === null, scopes, problem };
  };
};

type Refusal = Extract<ProtimeErrorCode, 'missing-scope' | 'planning-not-supported'>;

const refusalOf = async <T>(codes: readonly Refusal[], call: () => Promise<T>): Promise<T | Refusal> => {
  try {
    return await call();
  } catch (error) {
    const code = codes.find((expected) => isProtimeError(error, expected));
    if (code) return code;
    throw error;
  }
};

const setGranted = (granted: Set<string>, scope: string, works: boolean): void => {
  if (works) granted.add(scope);
  else granted.delete(scope);
};

const problemOf = (missing: string | undefined, planning: Refusal | undefined): Problem | null => {
  if (missing !== undefined) return { code: 'missing-scope', scope: missing };
  return planning === undefined ? null : { code: planning };
};
