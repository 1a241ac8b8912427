/** Why a call to Protime failed. For each code there is advice for the planner. */
export type ProtimeErrorCode =
  | 'unreachable'
  | 'timeout'
  | 'wrong-tenant'
  | 'wrong-environment'
  | 'wrong-credentials'
  | 'missing-scope'
  | 'planning-not-supported'
  | 'rate-limited'
  | 'maintenance'
  | 'invalid-destination'
  | 'second-webhook-refused'
  | 'not-found'
  | 'unexpected-answer'
  | 'server-error'
  | 'insecure-address'
  | 'aborted';

export interface ProtimeErrorFacts {
  /** The HTTP status, when there was an answer. */
  status?: number | undefined;
  /** The scope the refused call needs, for `missing-scope`. */
  scope?: string | undefined;
  /** Delay before the next attempt, as requested by Protime. */
  retryAfterMs?: number | undefined;
  /** The path of a field, an error code with its reasons, or a host; never a value from a body. */
  detail?: string | undefined;
}

/**
 * The only error that calls to Protime throw. It deliberately has no `cause`: through it a log could contain a request
 * with its secret, or a part of a body with personal data.
 */
export class ProtimeError extends Error {
  override readonly name = 'ProtimeError';
  readonly code: ProtimeErrorCode;
  readonly status?: number;
  readonly scope?: string;
  readonly retryAfterMs?: number;
  readonly detail?: string;

  /** @param label Names the request, without query or host: `GET /assignments`. */
  constructor(code: ProtimeErrorCode, label: string, facts: ProtimeErrorFacts = {}) {
    super(
      [`${label}: ${code}`, facts.status, facts.scope, facts.detail].filter((part) => part !== undefined).join(', '),
    );
    this.code = code;
    if (facts.status !== undefined) this.status = facts.status;
    if (facts.scope !== undefined) this.scope = facts.scope;
    if (facts.retryAfterMs !== undefined) this.retryAfterMs = facts.retryAfterMs;
    if (facts.detail !== undefined) this.detail = facts.detail;
  }
}

/** Whether an error is a ProtimeError, with this code if one is given. */
export const isProtimeError = (error: unknown, code?: ProtimeErrorCode): error is ProtimeError =>
  error instanceof ProtimeError && (code === undefined || error.code === code);
