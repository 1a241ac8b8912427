import type { Heartbeat } from '../../shared/connection.ts';
import type { ProblemError } from '../../shared/problems.ts';
import type { StoredSubscription } from '../database/tables/subscriptions.ts';
import type { Unapplied } from '../ingest/unapplied.ts';
import { isProtimeError } from '../protime/errors.ts';
import type { TunnelSupervisor } from '../tunnel/supervisor.ts';
import type { TunnelStatus } from '../tunnel/tunnel.ts';
import { type ActionOptions, createActions } from './actions.ts';
import { displayedStatus } from './displayed-status.ts';
import { nextChangeMs } from './next-action.ts';
import { problemOf } from './problem-of.ts';
import { publicUrlOf, renewAtMs } from './renewal.ts';
import type { StatusBoard } from './status-board.ts';
import {
  type Action,
  type Effect,
  type Facts,
  INITIAL_STATE,
  type ShownWebhook,
  type SubscriptionEvent,
  type SubscriptionState,
} from './subscription-state.ts';
import { transition } from './transition.ts';

export interface SubscriptionOptions extends Omit<ActionOptions, 'unapplied'> {
  unapplied: ActionOptions['unapplied'] & Pick<Unapplied, 'nextDoubtAtMs' | 'readAgainAtMs'>;
  tunnel: Pick<TunnelSupervisor, 'open' | 'close' | 'retryNow'>;
  /** Whether the planner wants a subscription; kept over restarts. */
  subscriptionWanted: { get(): boolean; set(wanted: boolean): Promise<void> };
  board: Pick<StatusBoard, 'setSubscriptionState'>;
  /** The problem that prevents calls to Protime; undefined when configured. */
  configurationProblem: () => ProblemError | undefined;
  /** Until when nothing can have been missed, kept over restarts. */
  lastAlive: { get(): number | undefined; set(atMs: number): void };
  /** Removes another tenant's plan before this tenant's plan is read. */
  clearOtherTenant: () => Promise<void>;
}

const SHORTEST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60 * 60_000;

/**
 * Runs the state machine: gathers the facts, calls `transition`, performs the effects. All decisions are made in
 * `transition`.
 */
export const createSubscription = (options: SubscriptionOptions) => {
  const { webhooks, tunnel, gaps, writer, unapplied, board, subscriptionWanted, log, now, providerNow } = options;
  const runAction = createActions(options, (event) => dispatch(event));
  let state: SubscriptionState = INITIAL_STATE;
  let facts: Facts | undefined;
  let timer: NodeJS.Timeout | undefined;
  let abort = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let isStarted = false;
  let closed = false;

  const gatherFacts = (): Facts => {
    const nowMs = now();
    try {
      const current = webhooks.inUse();
      facts = {
        nowMs,
        configurationProblem: options.configurationProblem()?.problem ?? null,
        subscriptionWanted: subscriptionWanted.get(),
        webhook: current ? shownWebhook(current) : null,
        mayHaveRemoteWebhooks: webhooks.hasAny(),
        gapOpen: gaps.openSinceMs() !== undefined,
        renewAtMs: renewAtMs(current) - providerNow() + nowMs,
        nextDoubtAtMs: unapplied.nextDoubtAtMs(),
        readAgainAtMs: unapplied.readAgainAtMs() ?? Number.POSITIVE_INFINITY,
      };
    } catch (error) {
      // Database errors are reported by the writer; until then the last facts are used.
      if (!facts) throw error;
      facts = { ...facts, nowMs };
    }
    return facts;
  };

  const dispatch = (event: SubscriptionEvent): SubscriptionState => {
    if (closed) return state;
    const result = transition(state, event, gatherFacts());
    state = result.state;
    board.setSubscriptionState(state, event.type === 'step' && event.step.count !== undefined);
    for (const effect of result.effects) perform(effect);
    scheduleNextChange();
    return state;
  };

  const perform = (effect: Effect): void => {
    switch (effect.type) {
      case 'run':
        running = run(effect.action);
        return;
      case 'stop':
        abort.abort();
        return;
      case 'begin-gap':
        writer.write(() => gaps.begin(effect.fromMs)).catch(() => {});
        if (facts) facts = { ...facts, gapOpen: true };
        return;
      case 'save-last-alive':
        options.lastAlive.set(effect.atMs);
        return;
      case 'probe':
        tunnel.retryNow();
    }
  };

  const run = async (action: Action): Promise<void> => {
    abort = new AbortController();
    const { signal } = abort;
    // The events of an action must come after the transition that started it.
    await Promise.resolve();
    try {
      if (action !== 'unsubscribe') await options.clearOtherTenant();
      signal.throwIfAborted();
      await runAction(action, signal);
      dispatch(signal.aborted ? { type: 'stopped' } : { type: 'finished' });
    } catch (error) {
      if (signal.aborted) {
        dispatch({ type: 'stopped' });
        return;
      }
      log.warn(`${action} failed`, { error: String(error) });
      const retryAfterMs = isProtimeError(error) ? (error.retryAfterMs ?? 0) : 0;
      dispatch({ type: 'failed', problem: problemOf(error), retryAfterMs });
    }
  };

  const scheduleNextChange = (): void => {
    clearTimeout(timer);
    if (closed || !facts) return;
    const delayMs = nextChangeMs(state, facts) - facts.nowMs;
    timer = setTimeout(
      () => dispatch({ type: 'check-due' }),
      Math.min(Math.max(delayMs, SHORTEST_WAIT_MS), LONGEST_WAIT_MS),
    );
    timer.unref();
  };

  /** Resolves when no action is running. */
  const whenIdle = async (): Promise<void> => {
    for (let last: Promise<void> | undefined; last !== running; ) {
      last = running;
      await last;
    }
  };

  return {
    /** At app start: resumes the stored subscription, or waits for a request. */
    async begin(subscribe: boolean): Promise<void> {
      isStarted = true;
      // If this write fails, the following ones fail as well, and they are reported and retried.
      if (subscribe && !options.configurationProblem()) await subscriptionWanted.set(true).catch(() => {});
      dispatch({ type: 'started', lastAliveMs: options.lastAlive.get() ?? null });
    },
    async subscribe(): Promise<void> {
      await subscriptionWanted.set(true);
      dispatch({ type: 'requested', request: 'subscribe' });
      await whenIdle();
    },
    async renew(): Promise<void> {
      await subscriptionWanted.set(true);
      dispatch({ type: 'requested', request: 'renew' });
      await whenIdle();
    },
    async unsubscribe(): Promise<void> {
      await subscriptionWanted.set(false);
      dispatch({ type: 'requested', request: 'unsubscribe' });
      await whenIdle();
    },
    async retry(): Promise<void> {
      dispatch({ type: 'requested', request: 'retry' });
      await whenIdle();
    },
    /** Cancels a running Subscribe or Renew: ends without a webhook, or with the old one. */
    async cancel(): Promise<void> {
      if (state.running?.action === 'subscribe') await subscriptionWanted.set(false);
      dispatch({ type: 'requested', request: 'cancel' });
      await whenIdle();
    },
    /** Call when something may have changed unnoticed, e.g. after sleep; `sinceMs`: since when, if known. */
    recheck: (reason: Extract<SubscriptionEvent, { type: 'proof-lost' }>['reason'], sinceMs?: number): void =>
      void (isStarted && dispatch({ type: 'proof-lost', reason, ...(sinceMs === undefined ? {} : { sinceMs }) })),
    /** Credentials or tunnel settings changed: what failed before may work now. */
    settingsChanged: (): void => void (isStarted && dispatch({ type: 'settings-changed' })),
    onTunnelStatus: (status: TunnelStatus): void => void dispatch({ type: 'tunnel', ...status }),
    onHeartbeat: (heartbeat: Heartbeat, arrived: boolean): void =>
      void dispatch({ type: 'heartbeat', heartbeat, arrived }),
    /** What is not applied changed: the plan may have to be read. */
    onUnapplied: (): void => void (isStarted && dispatch({ type: 'check-due' })),
    onSignatureLearned: (): void => void dispatch({ type: 'signature-learned' }),
    /** Whether deliveries should be arriving; a doubt about the plan does not matter. */
    isReceiving: (): boolean => displayedStatus(state, null, now()).state === 'live',
    async close(): Promise<void> {
      closed = true;
      clearTimeout(timer);
      abort.abort();
      await running;
    },
  };
};

const shownWebhook = (current: StoredSubscription): ShownWebhook => ({
  publicUrl: publicUrlOf(current),
  webhookId: current.webhookId,
  validUntil: current.validUntil,
  signed: current.signatureFormat != null,
});

export type Subscription = ReturnType<typeof createSubscription>;
