import type { Problem, ProblemCode } from '../../shared/problems.ts';

/** A tunnel that is open: its public address leads to the receiver. */
export interface OpenTunnel {
  /** Without a trailing slash. */
  readonly url: string;
  /** Resolves (never rejects) when the relay reports that the tunnel is lost; some losses are never reported. */
  readonly lost: Promise<Error>;
  /** Closes the tunnel. A second call has no effect. */
  close(): Promise<void>;
}

export interface TunnelOpener {
  /** Chosen by the planner; only a `localtunnel` is reopened when heartbeats fail. */
  readonly kind: 'localtunnel' | 'public-url';
  /**
   * One attempt.
   * @throws TunnelError when it failed or `signal` was aborted; nothing keeps running then.
   */
  open(signal: AbortSignal): Promise<OpenTunnel>;
}

export type TunnelStatus =
  | { state: 'closed' }
  | { state: 'opening'; attempt: number }
  | { state: 'open'; url: string; sinceMs: number }
  | { state: 'lost'; problem: Problem; retryAtMs: number };

/** Why there is no tunnel. The message names a host, a port or a status, so that it can be a problem's `detail`. */
export class TunnelError extends Error {
  readonly code: ProblemCode;
  constructor(message: string, options?: ErrorOptions & { code?: ProblemCode }) {
    super(message, options);
    this.name = 'TunnelError';
    this.code = options?.code ?? 'tunnel-failed';
  }
}

export const tunnelProblem = (error: unknown): Problem => ({
  code: error instanceof TunnelError ? error.code : 'tunnel-failed',
  detail: error instanceof Error ? error.message : String(error),
});
