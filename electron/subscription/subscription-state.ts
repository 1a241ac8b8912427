import type { ConnectionState, ConnectionStatus, ConnectionStep, Heartbeat } from '../../shared/connection.ts';
import type { Problem } from '../../shared/problems.ts';

/** Actions on the subscription. `check-and-read` and `check-webhook` only check and may run without being displayed. */
export type Action = 'subscribe' | 'renew' | 'check-and-read' | 'check-webhook' | 'keep-old' | 'unsubscribe';

/**
 * Phase of the subscription. `live` here: the webhook is in use and the plan was read; it is displayed only with recent proof
 * (displayed-status.ts).
 */
export type Phase = Exclude<ConnectionState, 'late' | 'down'>;

export interface ActionRequest {
  readonly action: Action;
  /** Requested by the planner, who may cancel it. */
  readonly byPlanner: boolean;
}

/** What is shown of the webhook in use. */
export type ShownWebhook = Pick<ConnectionStatus, 'publicUrl' | 'webhookId' | 'validUntil' | 'signed'>;

export const NO_WEBHOOK: ShownWebhook = { publicUrl: null, webhookId: null, validUntil: null, signed: false };

/**
 * The part of the subscription's state that is kept in memory. Together with `Facts` it decides the next action and what is
 * displayed.
 */
export interface SubscriptionState {
  readonly phase: Phase;
  /** Why the phase is `problem`, or why a background check failed. */
  readonly problem: Problem | null;
  /** One action at a time. A hidden one is not displayed until it finds a problem. */
  readonly running: (ActionRequest & { readonly hidden: boolean; readonly created: boolean }) | null;
  /** Requested by the planner while another action was running. */
  readonly queued: ActionRequest | null;
  /** A renewal requested by the planner failed before it created a webhook: it is started again. */
  readonly retryRenewal: boolean;
  readonly tunnel: 'open' | 'closed';
  /** Why the tunnel is closed, while it is. */
  readonly tunnelProblem: Problem | null;
  readonly heartbeat: Heartbeat;
  /** When the webhook was last checked and was active. A delivery does not prove that: it may be an old one, repeated. */
  readonly webhookActiveAtMs: number | null;
  /** When the list was last read completely. */
  readonly readAtMs: number | null;
  /** Changes may have been missed since then; `alsoDuringRead`: also after the running read began. */
  readonly possiblyMissed: { readonly sinceMs: number; readonly alsoDuringRead: boolean } | null;
  /** Failed actions in a row. */
  readonly failures: number;
  /** No automatic action before this time. */
  readonly retryAtMs: number;
  /** Pause requested by the provider: it also holds after a wake-up or on a new network. */
  readonly pauseUntilMs: number;
  /** The steps of the running or last action that was not hidden. */
  readonly steps: readonly ConnectionStep[];
  readonly webhook: ShownWebhook;
}

/** Input from database, settings and clock for each decision. */
export interface Facts {
  readonly nowMs: number;
  /** The problem that prevents any call to the provider; null when configured. */
  readonly configurationProblem: Problem | null;
  /** The planner wants a subscription. */
  readonly subscriptionWanted: boolean;
  /** The webhook in use; null: there is none. */
  readonly webhook: ShownWebhook | null;
  /** The provider may still have a webhook of ours, in use or not. */
  readonly mayHaveRemoteWebhooks: boolean;
  /** There is a gap that no sync has closed yet. */
  readonly gapOpen: boolean;
  /** When to renew: after half of the webhook's lifetime, by our clock; infinite without a known end. */
  readonly renewAtMs: number;
  /** When a waiting delivery will make the plan doubtful; infinite when none will. */
  readonly nextDoubtAtMs: number;
  /** When the plan is to be read because of what was put aside; infinite when it need not be. */
  readonly readAgainAtMs: number;
}

export type SubscriptionEvent =
  | { type: 'started'; lastAliveMs: number | null }
  | { type: 'requested'; request: 'subscribe' | 'renew' | 'unsubscribe' | 'retry' | 'cancel' }
  /** Credentials or tunnel settings changed. */
  | { type: 'settings-changed' }
  /** Sleep, a new network or address, a clock that was set: earlier proof is invalid. */
  | { type: 'proof-lost'; reason: 'sleep' | 'network' | 'address' | 'clock'; sinceMs?: number }
  | { type: 'tunnel'; state: 'opening' | 'open' | 'closed'; attempt?: number }
  | { type: 'tunnel'; state: 'lost'; problem: Problem }
  | { type: 'heartbeat'; arrived: boolean; heartbeat: Heartbeat }
  /** The running action entered a phase, or became another action. */
  | { type: 'phase-entered'; phase: Phase }
  | { type: 'action-changed'; action: Action }
  /** A step of the running action began, progressed or is done. */
  | { type: 'step'; step: ConnectionStep }
  /** A delivery showed how this webhook's deliveries are signed. */
  | { type: 'signature-learned' }
  /** There is a new webhook. */
  | { type: 'created' }
  /** The webhook is no longer active; since when is not known. */
  | { type: 'webhook-inactive' }
  /** The reading of the plan began; it was read to its end. */
  | { type: 'plan-reading-began' }
  | { type: 'plan-reading-succeeded' }
  | { type: 'finished' }
  | { type: 'failed'; problem: Problem; retryAfterMs: number }
  | { type: 'stopped' }
  /** Time has passed, or what is not applied has changed. */
  | { type: 'check-due' };

export type Effect =
  | { type: 'run'; action: Action }
  /** Cancel the running action; `stopped` follows. */
  | { type: 'stop' }
  | { type: 'begin-gap'; fromMs: number }
  /** Store the time until which nothing can have been missed, for the next start. */
  | { type: 'save-last-alive'; atMs: number }
  /** Probe the tunnel now. */
  | { type: 'probe' };

export const INITIAL_STATE: SubscriptionState = {
  phase: 'not-set-up',
  problem: null,
  running: null,
  queued: null,
  retryRenewal: false,
  tunnel: 'closed',
  tunnelProblem: null,
  heartbeat: { state: 'none', lastOkAtMs: null },
  webhookActiveAtMs: null,
  readAtMs: null,
  possiblyMissed: null,
  failures: 0,
  retryAtMs: 0,
  pauseUntilMs: 0,
  steps: [],
  webhook: NO_WEBHOOK,
};
