import { needsPlanner, type Problem } from '../../shared/problems.ts';
import { displayedStatus } from './displayed-status.ts';
import { isReceiving, mayAct, nextAction } from './next-action.ts';
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

export interface Step {
  state: SubscriptionState;
  effects: readonly Effect[];
}

const RETRY_MS = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000] as const;
/** The planner has to change something first; frequent retries would only cause load. */
const RETRY_WHEN_PLANNER_NEEDED_MS = 30 * 60_000;

const CREATING_ACTIONS: ReadonlySet<Action | undefined> = new Set(['subscribe', 'renew']);

/** State machine of the subscription: the next state and the effects of an event. Pure. */
export const transition = (current: SubscriptionState, event: SubscriptionEvent, facts: Facts): Step => {
  const { state: next, effects } = decide(current, event, facts);
  const steps = isBusy(current) && !isBusy(next) ? endSteps(next.steps) : next.steps;
  return { state: { ...next, steps, webhook: facts.webhook ?? NO_WEBHOOK }, effects };
};

/** Whether an action runs that the planner sees. */
export const isBusy = ({ running }: SubscriptionState): boolean => running !== null && !running.quiet;

const decide = (life: SubscriptionState, event: SubscriptionEvent, facts: Facts): Step => {
  const { nowMs } = facts;
  switch (event.type) {
    case 'begun': {
      if (facts.configurationProblem) return withoutEffects(notConfigured(life, facts.configurationProblem));
      if (!facts.subscriptionWanted && !facts.mayHaveRemoteWebhooks)
        return withoutEffects({ ...life, phase: 'unsubscribed' });
      const { lastAliveMs } = event;
      const gap: Effect[] =
        facts.subscriptionWanted && facts.webhook && lastAliveMs !== null
          ? [{ type: 'begin-gap', fromMs: lastAliveMs }]
          : [];
      return withEffects(gap, resume(life, facts));
    }

    case 'asked':
      return handleRequest(life, event.request, facts);

    case 'configured': {
      const fresh = { ...life, failures: 0, retryAtMs: 0, pauseUntilMs: 0 };
      if (facts.configurationProblem)
        return withEffects(
          stopIfRunning(life),
          withoutEffects({ ...notConfigured(fresh, facts.configurationProblem), next: null }),
        );
      const action = nextAction({ ...fresh, phase: 'checking' }, facts);
      if (action) return requestAction(fresh, { action, byPlanner: false }, facts);
      return withoutEffects({ ...fresh, phase: 'unsubscribed', problem: null });
    }

    case 'doubted': {
      const pauseUntilMs = event.reason === 'clock' ? 0 : life.pauseUntilMs;
      // The event may come hours later (sleep): only what was proven before is known.
      const knownMs = Math.min(event.sinceMs ?? nowMs, life.heartbeat.lastOkAtMs ?? nowMs, nowMs);
      const doubtful = facts.webhook ? markPossiblyMissed(life, knownMs) : life;
      return withEffects([{ type: 'probe' }], resume({ ...doubtful, retryAtMs: 0, pauseUntilMs }, facts));
    }

    case 'tunnel':
      return tunnelChanged(life, event, facts);

    case 'beat':
      return handleHeartbeat({ ...life, heartbeat: event.heartbeat }, event.arrived, facts);

    case 'delivered':
      return withoutEffects({ ...life, confirmedAtMs: nowMs });

    case 'entered':
      return withoutEffects(isBusy(life) ? { ...life, phase: event.phase, problem: null } : life);

    case 'became':
      if (!life.running) return withoutEffects(life);
      return withoutEffects({
        ...life,
        running: { ...life.running, action: event.action, quiet: false },
        steps: stepsOf(event.action),
      });

    case 'step':
      return withoutEffects({ ...life, steps: isBusy(life) ? withStep(life.steps, event.step) : life.steps });

    case 'signature-learned':
      return withoutEffects(life);

    case 'created':
      return withoutEffects(life.running ? { ...life, running: { ...life.running, created: true } } : life);

    case 'lapsed':
      return {
        state: { ...markPossiblyMissed(life, nowMs), confirmedAtMs: null },
        effects: [{ type: 'begin-gap', fromMs: Math.min(life.confirmedAtMs ?? nowMs, nowMs) }],
      };

    // A list read while the tunnel is closed does not cover what is sent meanwhile.
    case 'reading':
      if (!isReceiving(life))
        return withoutEffects({
          ...life,
          possiblyMissed: { sinceMs: life.possiblyMissed?.sinceMs ?? nowMs, alsoDuringRead: true },
        });
      return withoutEffects({
        ...life,
        possiblyMissed: life.possiblyMissed && { ...life.possiblyMissed, alsoDuringRead: false },
      });

    case 'read':
      return withoutEffects({
        ...life,
        readAtMs: nowMs,
        possiblyMissed: life.possiblyMissed?.alsoDuringRead ? { ...life.possiblyMissed, alsoDuringRead: false } : null,
      });

    case 'finished': {
      const done = { ...life, running: null, problem: null, failures: 0, retryAtMs: 0, pauseUntilMs: 0 };
      if (!facts.subscriptionWanted || !facts.webhook)
        return resume({ ...done, confirmedAtMs: null, possiblyMissed: null }, facts);
      // A new webhook that is already due for renewal: retry with a delay, or it would loop.
      if (CREATING_ACTIONS.has(life.running?.action) && facts.renewAtMs <= nowMs)
        return handleFailure(life, { type: 'failed', problem: { code: 'subscription-lost' }, retryAfterMs: 0 }, facts);
      const confirmedAtMs = life.running?.action === 'keep-old' ? life.confirmedAtMs : nowMs;
      const live: SubscriptionState = { ...done, phase: 'live', confirmedAtMs };
      return withEffects(saveLastAlive(live, nowMs), resume(live, facts));
    }

    case 'failed':
      return handleFailure(life, event, facts);

    case 'stopped':
      return resume({ ...life, running: null }, facts);

    case 'clock':
      return resume(life, facts);
  }
};

const handleRequest = (
  current: SubscriptionState,
  request: Extract<SubscriptionEvent, { type: 'asked' }>['request'],
  facts: Facts,
): Step => {
  const fromPlanner = (action: ActionRequest['action']) =>
    requestAction({ ...current, failures: 0 }, { action, byPlanner: true }, facts);
  switch (request) {
    case 'subscribe':
      return fromPlanner(facts.webhook ? 'reconcile' : 'subscribe');
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

/** Whether the planner may cancel the running action. */
export const mayCancel = ({ running, next }: SubscriptionState): boolean =>
  !next && (running?.action === 'subscribe' || (running?.action === 'renew' && running.byPlanner));

const tunnelChanged = (
  current: SubscriptionState,
  event: Extract<SubscriptionEvent, { type: 'tunnel' }>,
  { nowMs, webhook }: Facts,
): Step => {
  // While an action waits for the tunnel, the planner sees why it takes long.
  const isWaitedFor = current.running?.quiet === false && current.running.action !== 'unsubscribe';
  switch (event.state) {
    case 'open':
      return withoutEffects({ ...current, tunnel: 'open', tunnelProblem: null });
    case 'closed':
      return withoutEffects({
        ...current,
        tunnel: 'shut',
        tunnelProblem: null,
        heartbeat: { state: 'none', lastOkAtMs: null },
      });
    case 'opening': {
      const phase = isWaitedFor && event.attempt === 1 ? 'opening-tunnel' : current.phase;
      return withoutEffects({
        ...current,
        tunnel: 'shut',
        phase,
        problem: phase === current.phase ? current.problem : null,
      });
    }
    case 'lost': {
      const { problem } = event;
      const closed: SubscriptionState = { ...current, tunnel: 'shut', tunnelProblem: problem };
      const seen: SubscriptionState = isWaitedFor ? { ...closed, phase: 'problem', problem } : closed;
      if (!webhook) return withoutEffects(seen);
      // Even if it reopens soon: what was missed is unknown until the list is read.
      const fromMs = Math.min(current.heartbeat.lastOkAtMs ?? nowMs, nowMs);
      return { state: markPossiblyMissed(seen, fromMs), effects: [{ type: 'begin-gap', fromMs }] };
    }
  }
};

const handleHeartbeat = (current: SubscriptionState, arrived: boolean, facts: Facts): Step => {
  if (!facts.webhook) return withoutEffects(current);
  if (arrived) return withEffects(saveLastAlive(current, facts.nowMs), resume(current, facts));
  // If our own message was lost, a delivery may be lost as well, and the provider may retry much later.
  const { state, lastOkAtMs } = current.heartbeat;
  const fromMs = Math.min(lastOkAtMs ?? facts.nowMs, facts.nowMs);
  const isGap = state !== 'ok' && lastOkAtMs !== null;
  return { state: markPossiblyMissed(current, fromMs), effects: isGap ? [{ type: 'begin-gap', fromMs }] : [] };
};

const handleFailure = (
  current: SubscriptionState,
  { problem, retryAfterMs }: Extract<SubscriptionEvent, { type: 'failed' }>,
  facts: Facts,
): Step => {
  const { nowMs } = facts;
  const { running } = current;
  const isPlannerNeeded = needsPlanner(problem.code);
  const usualMs = RETRY_MS[Math.min(current.failures, RETRY_MS.length - 1)] ?? RETRY_MS[0];
  const retryAtMs = nowMs + (isPlannerNeeded ? RETRY_WHEN_PLANNER_NEEDED_MS : Math.max(retryAfterMs, usualMs));
  const isQuiet = running?.quiet === true && !isPlannerNeeded;
  return resume(
    {
      ...current,
      running: null,
      phase: isQuiet ? current.phase : 'problem',
      retryRenewal: running?.action === 'renew' && running.byPlanner && !running.created,
      problem: isPlannerNeeded ? problem : { ...problem, retryAtMs },
      failures: current.failures + 1,
      retryAtMs,
      pauseUntilMs: nowMs + retryAfterMs,
    },
    facts,
  );
};

/** Starts the requested action, else the next due one. */
const resume = (current: SubscriptionState, facts: Facts): Step => {
  if (current.running) return withoutEffects(current);
  if (current.next) return begin({ ...current, next: null }, current.next, facts);
  const action = mayAct(current, facts) ? nextAction(current, facts) : undefined;
  if (action) return begin(current, { action, byPlanner: action === 'renew' }, facts);
  const isOver = !facts.subscriptionWanted && !facts.mayHaveRemoteWebhooks && !facts.configurationProblem;
  return withoutEffects(isOver ? { ...current, phase: 'unsubscribed', problem: null } : current);
};

/** Starts the action once the running one is cancelled; the same action is not started twice. */
const requestAction = (current: SubscriptionState, request: ActionRequest, facts: Facts): Step => {
  const { running } = current;
  if (!running) return begin(current, request, facts);
  const isAlreadyRunning =
    running.action === request.action && !running.quiet && !current.next && request.action !== 'reconcile';
  if (isAlreadyRunning)
    return withoutEffects({ ...current, running: { ...running, byPlanner: running.byPlanner || request.byPlanner } });
  return { state: { ...current, next: request }, effects: [{ type: 'stop' }] };
};

const begin = (current: SubscriptionState, { action, byPlanner }: ActionRequest, facts: Facts): Step => {
  if (facts.configurationProblem) return withoutEffects(notConfigured(current, facts.configurationProblem));
  // A routine check is not displayed; after a gap it is, until the list was read.
  const isHidden = action === 'reconcile' && current.phase === 'live' && !facts.gapOpen && !byPlanner;
  const quiet = action === 'confirm' || isHidden;
  const running = { action, byPlanner, quiet, created: false };
  const steps = quiet ? current.steps : stepsOf(action);
  return { state: { ...current, running, steps, retryRenewal: false }, effects: [{ type: 'run', action }] };
};

const notConfigured = (current: SubscriptionState, problem: Problem): SubscriptionState => ({
  ...current,
  phase: problem.code === 'not-configured' ? 'not-set-up' : 'problem',
  problem: problem.code === 'not-configured' ? null : problem,
});

const markPossiblyMissed = (current: SubscriptionState, sinceMs: number): SubscriptionState => ({
  ...current,
  possiblyMissed: {
    sinceMs: Math.min(sinceMs, current.possiblyMissed?.sinceMs ?? sinceMs),
    alsoDuringRead: current.running !== null,
  },
});

/** Until the older of the two proofs nothing can have been missed. */
const saveLastAlive = (current: SubscriptionState, nowMs: number): Effect[] => {
  const { heartbeat, confirmedAtMs } = current;
  if (displayedStatus(current, null, nowMs).state !== 'live') return [];
  return [{ type: 'remember-alive', atMs: Math.min(heartbeat.lastOkAtMs ?? nowMs, confirmedAtMs ?? nowMs) }];
};

const withoutEffects = (state: SubscriptionState): Step => ({ state, effects: [] });
const withEffects = (effects: readonly Effect[], step: Step): Step => ({
  ...step,
  effects: [...effects, ...step.effects],
});
const stopIfRunning = ({ running }: SubscriptionState): Effect[] => (running ? [{ type: 'stop' }] : []);
