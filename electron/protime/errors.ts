/** What went wrong with Protime, in the terms a planner can be advised on. */
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
  /** How long Protime asked us to wait. */
  retryAfterMs?: number | undefined;
  /** A field's path, an error code with its reasons, or a host; never a value out of a body. */
  detail?: string | undefined;
}

/**
 * The one error that leaves this folder. It has no `cause` on purpose: a cause could carry a request with its secret,
 * or a piece of a body about people, into a log.
 */
export class ProtimeError extends Error {
  override readonly name = 'ProtimeError';
  readonly code: ProtimeErrorCode;
  readonly status?: number;
  readonly scope?: string;
  readonly retryAfterMs?: number;
  readonly detail?: string;

  /** @param where What was asked, without query or host: `GET /assignments`. */
  constructor(code: ProtimeErrorCode, where: string, facts: ProtimeErrorFacts = {}) {
    super(
      [`${where}: ${code}`, facts.status, facts.scope, facts.detail].filter((part) => part !== undefined).join(', '),
    );
    this.code = code;
    if (facts.status !== undefined) this.status = facts.status;
    if (facts.scope !== undefined) this.scope = facts.scope;
    if (facts.retryAfterMs !== undefined) this.retryAfterMs = facts.retryAfterMs;
    if (facts.detail !== undefined) this.detail = facts.detail;
  }
}

/** Whether something thrown is a ProtimeError, of the given code when one is given. */
export const isProtimeError = (error: unknown, code?: ProtimeErrorCode): error is ProtimeError =>
  error instanceof ProtimeError && (code === undefined || error.code === code);
