import { needsPlanner } from '../../shared/problems.ts';
import { isReceiving, nextAction } from './next-action.ts';
import { mayCancel, notConfigured, requestAction, resume } from './start-action.ts';
import { endSteps, stepsOf, withStep } from './steps.ts';
import {
  type Action,
  type ActionRequest,
  type Effect,
  type Facts,
  NO_WEBHOOK,
  type SubscriptionEvent,
  type SubscriptionState,
} from './subscription-state.ts';
import { type TransitionResult, withEffects, withoutEffects } from './transition-result.ts';
import { handleHeartbeat, lastAliveEffect, markPossiblyMissed, tunnelChanged } from './tunnel-events.ts';

const RETRY_MS = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000] as const;
/** The planner has to change something first; frequent retries would only cause load. */
const RETRY_WHEN_PLANNER_NEEDED_MS = 30 * 60_000;

const CREATING_ACTIONS: ReadonlySet<Action | undefined> = new Set(['subscribe', 'renew']);

/** State machine of the subscription: the next state and the effects of an event. Pure. */
export const transition = (current: SubscriptionState, event: SubscriptionEvent, facts: Facts): TransitionResult => {
  const { state: next, effects } = decide(current, event, facts);
  const steps = isBusy(current) && !isBusy(next) ? endSteps(next.steps) : next.steps;
  return { state: { ...next, steps, webhook: facts.webhook ?? NO_WEBHOOK }, effects };
};

/** Whether an action runs that the planner sees. */
export const isBusy = ({ running }: SubscriptionState): boolean => running !== null && !running.hidden;

const decide = (current: SubscriptionState, event: SubscriptionEvent, facts: Facts): TransitionResult => {
  const { nowMs } = facts;
  switch (event.type) {
    case 'started': {
      if (facts.configurationProblem) return withoutEffects(notConfigured(current, facts.configurationProblem));
      if (!facts.subscriptionWanted && !facts.mayHaveRemoteWebhooks)
        return withoutEffects({ ...current, phase: 'unsubscribed' });
      const { lastAliveMs } = event;
      const gap: Effect[] =
        facts.subscriptionWanted && facts.webhook && lastAliveMs !== null
          ? [{ type: 'begin-gap', fromMs: lastAliveMs }]
          : [];
      return withEffects(gap, resume(current, facts));
    }

    case 'requested':
      return handleRequest(current, event.request, facts);

    case 'settings-changed': {
      const fresh = { ...current, failures: 0, retryAtMs: 0, pauseUntilMs: 0 };
      if (facts.configurationProblem)
        return withEffects(
          stopIfRunning(current),
          withoutEffects({ ...notConfigured(fresh, facts.configurationProblem), queued: null }),
        );
      const action = nextAction({ ...fresh, phase: 'checking' }, facts);
      if (action) return requestAction(fresh, { action, byPlanner: false }, facts);
      return withoutEffects({ ...fresh, phase: 'unsubscribed', problem: null });
    }

    case 'proof-lost': {
      const pauseUntilMs = event.reason === 'clock' ? 0 : current.pauseUntilMs;
      // The event may come hours later (sleep): only what was proven before is known.
      const knownMs = Math.min(event.sinceMs ?? nowMs, current.heartbeat.lastOkAtMs ?? nowMs, nowMs);
      const withoutProof = facts.webhook ? markPossiblyMissed(current, knownMs) : current;
      return withEffects([{ type: 'probe' }], resume({ ...withoutProof, retryAtMs: 0, pauseUntilMs }, facts));
    }

    case 'tunnel':
      return tunnelChanged(current, event, facts);

    case 'heartbeat':
      return handleHeartbeat({ ...current, heartbeat: event.heartbeat }, event.arrived, facts);

    case 'phase-entered':
      return withoutEffects(isBusy(current) ? { ...current, phase: event.phase, problem: null } : current);

    case 'action-changed':
      if (!current.running) return withoutEffects(current);
      return withoutEffects({
        ...current,
        running: { ...current.running, action: event.action, hidden: false },
        steps: stepsOf(event.action),
      });

    case 'step':
      return withoutEffects({
        ...current,
        steps: isBusy(current) ? withStep(current.steps, event.step) : current.steps,
      });

    // Nothing to change here: `transition` takes `signed` from the facts after every event.
    case 'signature-learned':
      return withoutEffects(current);

    case 'created':
      return withoutEffects(current.running ? { ...current, running: { ...current.running, created: true } } : current);

    case 'webhook-inactive':
      return {
        state: { ...markPossiblyMissed(current, nowMs), webhookActiveAtMs: null },
        effects: [{ type: 'begin-gap', fromMs: Math.min(current.webhookActiveAtMs ?? nowMs, nowMs) }],
      };

    // A list read while the tunnel is closed does not cover what is sent meanwhile.
    case 'plan-reading-began':
      if (!isReceiving(current))
        return withoutEffects({
          ...current,
          possiblyMissed: { sinceMs: current.possiblyMissed?.sinceMs ?? nowMs, alsoDuringRead: true },
        });
      return withoutEffects({
        ...current,
        possiblyMissed: current.possiblyMissed && { ...current.possiblyMissed, alsoDuringRead: false },
      });

    case 'plan-reading-succeeded':
      return withoutEffects({
        ...current,
        readAtMs: nowMs,
        possiblyMissed: current.possiblyMissed?.alsoDuringRead
          ? { ...current.possiblyMissed, alsoDuringRead: false }
          : null,
      });

    case 'finished': {
      const done = { ...current, running: null, problem: null, failures: 0, retryAtMs: 0, pauseUntilMs: 0 };
      if (!facts.subscriptionWanted || !facts.webhook)
        return resume({ ...done, webhookActiveAtMs: null, possiblyMissed: null }, facts);
      // A new webhook that is already due for renewal: retry with a delay, or it would loop.
      if (CREATING_ACTIONS.has(current.running?.action) && facts.renewAtMs <= nowMs)
        return handleFailure(
          current,
          { type: 'failed', problem: { code: 'subscription-lost' }, retryAfterMs: 0 },
          facts,
        );
      const webhookActiveAtMs = current.running?.action === 'keep-old' ? current.webhookActiveAtMs : nowMs;
      const live: SubscriptionState = { ...done, phase: 'live', webhookActiveAtMs };
      return withEffects(lastAliveEffect(live, nowMs), resume(live, facts));
    }

    case 'failed':
      return handleFailure(current, event, facts);

    case 'stopped':
      return resume({ ...current, running: null }, facts);

    case 'check-due':
      return resume(current, facts);
  }
};

const handleRequest = (
  current: SubscriptionState,
  request: Extract<SubscriptionEvent, { type: 'requested' }>['request'],
  facts: Facts,
): TransitionResult => {
  const fromPlanner = (action: ActionRequest['action']) =>
    requestAction({ ...current, failures: 0 }, { action, byPlanner: true }, facts);
  switch (request) {
    case 'subscribe':
      return fromPlanner(facts.webhook ? 'check-and-read' : 'subscribe');
    case 'renew':
      return fromPlanner('renew');
    case 'unsubscribe':
      return fromPlanner('unsubscribe');
    case 'retry': {
      const action = nextAction({ ...current, phase: 'checking' }, facts);
      return withEffects([{ type: 'probe' }], action ? fromPlanner(action) : withoutEffects(current));
    }
    case 'cancel':
      if (!mayCancel(current)) return withoutEffects(current);
      return requestAction(
        current,
        { action: current.running?.action === 'renew' ? 'keep-old' : 'unsubscribe', byPlanner: false },
        facts,
      );
  }
};

const handleFailure = (
  current: SubscriptionState,
  { problem, retryAfterMs }: Extract<SubscriptionEvent, { type: 'failed' }>,
  facts: Facts,
): TransitionResult => {
  const { nowMs } = facts;
  const { running } = current;
  const isPlannerNeeded = needsPlanner(problem.code);
  const usualMs = RETRY_MS[Math.min(current.failures, RETRY_MS.length - 1)] ?? RETRY_MS[0];
  const retryAtMs = nowMs + (isPlannerNeeded ? RETRY_WHEN_PLANNER_NEEDED_MS : Math.max(retryAfterMs, usualMs));
  const staysHidden = running?.hidden === true && !isPlannerNeeded;
  return resume(
    {
      ...current,
      running: null,
      phase: staysHidden ? current.phase : 'problem',
      retryRenewal: running?.action === 'renew' && running.byPlanner && !running.created,
      problem: isPlannerNeeded ? problem : { ...problem, retryAtMs },
      failures: current.failures + 1,
      retryAtMs,
      pauseUntilMs: nowMs + retryAfterMs,
    },
    facts,
  );
};

const stopIfRunning = ({ running }: SubscriptionState): Effect[] => (running ? [{ type: 'stop' }] : []);
