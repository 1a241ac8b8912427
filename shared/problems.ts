import { z } from 'zod';

export const PROBLEM_CODES = [
  'not-configured',
  'secret-missing',
  'secret-unreadable',
  'secret-for-another-address',
  'wrong-tenant',
  'wrong-environment',
  'wrong-credentials',
  'missing-scope',
  'planning-not-supported',
  'unreachable',
  'rate-limited',
  'maintenance',
  'server-error',
  'unexpected-answer',
  'insecure-address',
  'invalid-destination',
  'second-webhook-refused',
  'tunnel-failed',
  'not-receiving',
  'subscription-lost',
  'disk-full',
  'database-locked',
  'database-read-only',
  'database-damaged',
  'database-moved',
  'internal',
] as const;
export const problemCode = z.enum(PROBLEM_CODES);
export type ProblemCode = z.infer<typeof problemCode>;

export const problem = z.object({
  code: problemCode,
  /** The missing scope, for `missing-scope`. */
  scope: z.string().optional(),
  /** Technical detail for the Details view and the log, e.g. a host or a status; never a secret or a name. */
  detail: z.string().optional(),
  /** When the app retries; absent: it waits for the planner. */
  retryAtMs: z.number().optional(),
});
/** Something that stops the app from working. Titles and advice are in the `problems` table of each language. */
export type Problem = z.infer<typeof problem>;

/** A failure the screens can explain: thrown by the core, it reaches a screen as its problem. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.detail ?? problem.code, options);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** The one button a problem offers. */
export type ProblemAction = 'retry' | 'open-settings' | 'subscribe' | 'renew' | 'none';

const ACTIONS: Record<ProblemCode, ProblemAction> = {
  'not-configured': 'open-settings',
  'secret-missing': 'open-settings',
  'secret-unreadable': 'open-settings',
  'secret-for-another-address': 'open-settings',
  'wrong-tenant': 'open-settings',
  'wrong-environment': 'open-settings',
  'wrong-credentials': 'open-settings',
  'missing-scope': 'retry',
  'planning-not-supported': 'retry',
  unreachable: 'retry',
  'rate-limited': 'retry',
  maintenance: 'retry',
  'server-error': 'retry',
  'unexpected-answer': 'retry',
  'insecure-address': 'open-settings',
  'invalid-destination': 'open-settings',
  'second-webhook-refused': 'renew',
  'tunnel-failed': 'retry',
  'not-receiving': 'retry',
  'subscription-lost': 'renew',
  'disk-full': 'none',
  'database-locked': 'none',
  'database-read-only': 'none',
  'database-damaged': 'none',
  'database-moved': 'none',
  internal: 'retry',
};

export const actionFor = (code: ProblemCode): ProblemAction => ACTIONS[code];

/** Whether something has to be changed, here or at Protime, before a retry can succeed. */
export const needsPlanner = (code: ProblemCode): boolean =>
  ACTIONS[code] === 'open-settings' || code === 'missing-scope' || code === 'planning-not-supported';
