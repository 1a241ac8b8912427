import type { ConnectionState, ConnectionStatus, ConnectionStep, Heartbeat } from '../../shared/connection.ts';
import type { Problem } from '../../shared/problems.ts';

/** What can be done with the subscription. The two that only look may go unseen. */
export type Action = 'subscribe' | 'renew' | 'reconcile' | 'confirm' | 'keep-old' | 'unsubscribe';

/** Where the subscription stands. Whether `live` may be shown is a matter of proof: see proof.ts. */
export type Phase = Exclude<ConnectionState, 'late' | 'down'>;

export interface ActionRequest {
  readonly action: Action;
  /** A person asked for it, and may call it off. */
  readonly byPlanner: boolean;
}

/** What is shown of the webhook in use. */
export type WebhookFacts = Pick<ConnectionStatus, 'publicUrl' | 'webhookId' | 'validUntil' | 'signed'>;

export const NO_WEBHOOK: WebhookFacts = { publicUrl: null, webhookId: null, validUntil: null, signed: false };

/** All that decides what happens next, but what the database and the clock say; and what is shown of it. */
export interface SubscriptionState {
  readonly phase: Phase;
  /** Why the phase is `problem`, or why a quiet look failed. */
  readonly problem: Problem | null;
  /** One action at a time, so never two renewals; a quiet one shows nothing until it finds something amiss. */
  readonly running: (ActionRequest & { readonly quiet: boolean; readonly created: boolean }) | null;
  /** What a person asked for while another action ran. */
  readonly next: ActionRequest | null;
  /** A person's renewal failed before there was a new webhook: it is begun again. */
  readonly retryRenewal: boolean;
  readonly tunnel: 'open' | 'shut';
  /** Why the tunnel is shut, as long as it is. */
  readonly tunnelProblem: Problem | null;
  readonly heartbeat: Heartbeat;
  /** When the provider last said, or showed by a signed delivery, that the webhook is in force. */
  readonly confirmedAtMs: number | null;
  /** When the list was last read completely. */
  readonly readAtMs: number | null;
  /** Something may have been missed since; `again`: also since the reading that runs began. */
  readonly possiblyMissed: { readonly sinceMs: number; readonly alsoDuringRead: boolean } | null;
  /** Failed actions in a row. */
  readonly failures: number;
  /** Nothing is done by itself before. */
  readonly retryAtMs: number;
  /** Not even on a wake-up or a new network: the provider asked for this pause. */
  readonly pauseUntilMs: number;
  /** The steps of the running or last action that was not quiet. */
  readonly steps: readonly ConnectionStep[];
  readonly webhook: WebhookFacts;
  /** Names of people could not be read: a missing scope. */
  readonly namesMissing: boolean;
}

/** What is gathered from database, settings and clock before each decision. */
export interface Facts {
  readonly nowMs: number;
  /** Why nothing can be asked of the provider yet. */
  readonly configurationProblem: Problem | null;
  /** The planner wants a subscription. */
  readonly subscriptionWanted: boolean;
  /** The webhook in use; null: there is none. */
  readonly webhook: WebhookFacts | null;
  /** The provider may still have a webhook of ours, in use or not. */
  readonly mayHaveRemoteWebhooks: boolean;
  /** A time without reception is not accounted for yet. */
  readonly gapOpen: boolean;
  /** Half of the webhook's lifetime, by our clock; infinite without a known end. */
  readonly renewAtMs: number;
}

export type SubscriptionEvent =
  | { type: 'begun'; lastAliveMs: number | null }
  | { type: 'asked'; request: 'subscribe' | 'renew' | 'unsubscribe' | 'retry' | 'cancel' }
  /** Credentials, or the way here, are others now. */
  | { type: 'configured' }
  /** Sleep, a new network or address, a clock that was set: nothing known before counts. */
  | { type: 'doubted'; reason: 'sleep' | 'network' | 'address' | 'clock'; sinceMs?: number }
  | { type: 'tunnel'; state: 'opening' | 'open' | 'closed'; attempt?: number }
  | { type: 'tunnel'; state: 'lost'; problem: Problem }
  | { type: 'beat'; arrived: boolean; heartbeat: Heartbeat }
  /** A signed delivery came in: the webhook is in force. */
  | { type: 'delivered' }
  /** The running action came so far, or turned into another one. */
  | { type: 'entered'; phase: Phase }
  | { type: 'became'; action: Action }
  /** A step of the running action began, went on or is done. */
  | { type: 'step'; step: ConnectionStep }
  | { type: 'names'; missing: boolean }
  /** A delivery showed how this webhook's deliveries are signed. */
  | { type: 'signature-learned' }
  /** There is a new webhook. */
  | { type: 'created' }
  /** The webhook is not in force any more, nobody knows since when. */
  | { type: 'lapsed' }
  /** The list is being read, and was read to its end. */
  | { type: 'reading' }
  | { type: 'read' }
  | { type: 'finished' }
  | { type: 'failed'; problem: Problem; retryAfterMs: number }
  | { type: 'stopped' }
  /** Time has passed. */
  | { type: 'clock' };

export type Effect =
  | { type: 'run'; action: Action }
  /** Call off the running action; `stopped` follows. */
  | { type: 'stop' }
  | { type: 'begin-gap'; fromMs: number }
  /** For the next start: until here nothing can have been missed. */
  | { type: 'remember-alive'; atMs: number }
  /** Look at the tunnel now. */
  | { type: 'probe' };

export const INITIAL_STATE: SubscriptionState = {
  phase: 'not-set-up',
  problem: null,
  running: null,
  next: null,
  retryRenewal: false,
  tunnel: 'shut',
  tunnelProblem: null,
  heartbeat: { state: 'none', lastOkAtMs: null },
  confirmedAtMs: null,
  readAtMs: null,
  possiblyMissed: null,
  failures: 0,
  retryAtMs: 0,
  pauseUntilMs: 0,
  steps: [],
  webhook: NO_WEBHOOK,
  namesMissing: false,
};
