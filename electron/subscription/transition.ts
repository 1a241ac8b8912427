import { needsPlanner, type Problem } from '../../shared/problems.ts';
import { shown } from './displayed-status.ts';
import { dueAction, isReceiving, mayAct } from './next-action.ts';
import { endSteps, stepsOf, withStep } from './steps.ts';
import {
  type Action,
  type Effect,
  type Event,
  type Facts,
  type Life,
  NO_WEBHOOK,
  type Order,
} from './subscription-state.ts';

export interface Step {
  life: Life;
  effects: readonly Effect[];
}

const RETRY_MS = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000] as const;
/** Somebody has to change something first: asking more often would only hammer. */
const RETRY_WITHOUT_PLANNER_MS = 30 * 60_000;

const CREATES: ReadonlySet<Action | undefined> = new Set(['subscribe', 'renew']);

/** The life of the subscription: what an event makes of it, and what is to be done. Pure. */
export const transition = (life: Life, event: Event, facts: Facts): Step => {
  const { life: next, effects } = decide(life, event, facts);
  const steps = isBusy(life) && !isBusy(next) ? endSteps(next.steps) : next.steps;
  return { life: { ...next, steps, webhook: facts.webhook ?? NO_WEBHOOK }, effects };
};

/** Whether an action runs that the planner sees. */
export const isBusy = ({ running }: Life): boolean => running !== null && !running.quiet;

const decide = (life: Life, event: Event, facts: Facts): Step => {
  const { nowMs } = facts;
  switch (event.on) {
    case 'begun': {
      if (facts.missing) return rest(lacking(life, facts.missing));
      if (!facts.wanted && !facts.leftover) return rest({ ...life, phase: 'unsubscribed' });
      const { lastAliveMs } = event;
      const gap: Effect[] =
        facts.wanted && facts.webhook && lastAliveMs !== null ? [{ do: 'begin-gap', fromMs: lastAliveMs }] : [];
      return after(gap, goOn(life, facts));
    }

    case 'asked':
      return asked(life, event.what, facts);

    case 'configured': {
      const fresh = { ...life, failures: 0, retryAtMs: 0, pauseUntilMs: 0 };
      if (facts.missing) return after(stop(life), rest({ ...lacking(fresh, facts.missing), next: null }));
      const action = dueAction({ ...fresh, phase: 'checking' }, facts);
      if (action) return order(fresh, { action, byPlanner: false }, facts);
      return rest({ ...fresh, phase: 'unsubscribed', problem: null });
    }

    case 'doubted': {
      const pauseUntilMs = event.reason === 'clock' ? 0 : life.pauseUntilMs;
      // A whole night may lie between: what was proven before it is the last that is known.
      const knownMs = Math.min(event.sinceMs ?? nowMs, life.heartbeat.lastOkAtMs ?? nowMs, nowMs);
      const doubtful = facts.webhook ? doubt(life, knownMs) : life;
      return after([{ do: 'probe' }], goOn({ ...doubtful, retryAtMs: 0, pauseUntilMs }, facts));
    }

    case 'tunnel':
      return tunnelChanged(life, event, facts);

    case 'beat':
      return beaten({ ...life, heartbeat: event.heartbeat }, event.arrived, facts);

    case 'delivered':
      return rest({ ...life, confirmedAtMs: nowMs });

    case 'entered':
      return rest(isBusy(life) ? { ...life, phase: event.phase, problem: null } : life);

    case 'became':
      if (!life.running) return rest(life);
      return rest({
        ...life,
        running: { ...life.running, action: event.action, quiet: false },
        steps: stepsOf(event.action),
      });

    case 'step':
      return rest({ ...life, steps: isBusy(life) ? withStep(life.steps, event.step) : life.steps });

    case 'names':
      return rest({ ...life, namesMissing: event.missing });

    case 'signature-learned':
      return rest(life);

    case 'created':
      return rest(life.running ? { ...life, running: { ...life.running, created: true } } : life);

    case 'lapsed':
      return {
        life: { ...doubt(life, nowMs), confirmedAtMs: null },
        effects: [{ do: 'begin-gap', fromMs: Math.min(life.confirmedAtMs ?? nowMs, nowMs) }],
      };

    // A list that is read while the way in is shut leaves in the dark what was sent meanwhile.
    case 'reading':
      if (!isReceiving(life)) return rest({ ...life, doubt: { sinceMs: life.doubt?.sinceMs ?? nowMs, again: true } });
      return rest({ ...life, doubt: life.doubt && { ...life.doubt, again: false } });

    case 'read':
      return rest({ ...life, readAtMs: nowMs, doubt: life.doubt?.again ? { ...life.doubt, again: false } : null });

    case 'finished': {
      const done = { ...life, running: null, problem: null, failures: 0, retryAtMs: 0, pauseUntilMs: 0 };
      if (!facts.wanted || !facts.webhook) return goOn({ ...done, confirmedAtMs: null, doubt: null }, facts);
      // A new webhook that would have to be replaced at once: doing so without a pause would never end.
      if (CREATES.has(life.running?.action) && facts.renewAtMs <= nowMs)
        return failed(life, { on: 'failed', problem: { code: 'subscription-lost' }, retryAfterMs: 0 }, facts);
      const confirmedAtMs = life.running?.action === 'keep-old' ? life.confirmedAtMs : nowMs;
      const live: Life = { ...done, phase: 'live', confirmedAtMs };
      return after(remember(live, nowMs), goOn(live, facts));
    }

    case 'failed':
      return failed(life, event, facts);

    case 'stopped':
      return goOn({ ...life, running: null }, facts);

    case 'clock':
      return goOn(life, facts);
  }
};

const asked = (life: Life, what: Extract<Event, { on: 'asked' }>['what'], facts: Facts): Step => {
  const fromPlanner = (action: Order['action']) => order({ ...life, failures: 0 }, { action, byPlanner: true }, facts);
  switch (what) {
    case 'subscribe':
      return fromPlanner(facts.webhook ? 'reconcile' : 'subscribe');
    case 'renew':
      return fromPlanner('renew');
    case 'unsubscribe':
      return fromPlanner('unsubscribe');
    case 'retry': {
      const action = dueAction({ ...life, phase: 'checking' }, facts);
      return after([{ do: 'probe' }], action ? fromPlanner(action) : rest(life));
    }
    case 'cancel':
      if (!mayCancel(life)) return rest(life);
      return order(
        life,
        { action: life.running?.action === 'renew' ? 'keep-old' : 'unsubscribe', byPlanner: false },
        facts,
      );
  }
};

/** Whether the planner may call off what is being done. */
export const mayCancel = ({ running, next }: Life): boolean =>
  !next && (running?.action === 'subscribe' || (running?.action === 'renew' && running.byPlanner));

const tunnelChanged = (life: Life, event: Extract<Event, { on: 'tunnel' }>, { nowMs, webhook }: Facts): Step => {
  // While an action waits for the tunnel, the planner sees why it takes long.
  const isWaitedFor = life.running?.quiet === false && life.running.action !== 'unsubscribe';
  switch (event.state) {
    case 'open':
      return rest({ ...life, tunnel: 'open', tunnelProblem: null });
    case 'closed':
      return rest({ ...life, tunnel: 'shut', tunnelProblem: null, heartbeat: { state: 'none', lastOkAtMs: null } });
    case 'opening': {
      const phase = isWaitedFor && event.attempt === 1 ? 'opening-tunnel' : life.phase;
      return rest({ ...life, tunnel: 'shut', phase, problem: phase === life.phase ? life.problem : null });
    }
    case 'lost': {
      const { problem } = event;
      const shut: Life = { ...life, tunnel: 'shut', tunnelProblem: problem };
      const seen: Life = isWaitedFor ? { ...shut, phase: 'problem', problem } : shut;
      if (!webhook) return rest(seen);
      // However soon it is open again: what was sent meanwhile is not known until the list was read.
      const fromMs = Math.min(life.heartbeat.lastOkAtMs ?? nowMs, nowMs);
      return { life: doubt(seen, fromMs), effects: [{ do: 'begin-gap', fromMs }] };
    }
  }
};

const beaten = (life: Life, arrived: boolean, facts: Facts): Step => {
  if (!facts.webhook) return rest(life);
  if (arrived) return after(remember(life, facts.nowMs), goOn(life, facts));
  // Where our own message was lost, a delivery may have been, and the provider's next try may be far away.
  const { state, lastOkAtMs } = life.heartbeat;
  const fromMs = Math.min(lastOkAtMs ?? facts.nowMs, facts.nowMs);
  const isGap = state !== 'ok' && lastOkAtMs !== null;
  return { life: doubt(life, fromMs), effects: isGap ? [{ do: 'begin-gap', fromMs }] : [] };
};

const failed = (life: Life, { problem, retryAfterMs }: Extract<Event, { on: 'failed' }>, facts: Facts): Step => {
  const { nowMs } = facts;
  const { running } = life;
  const needs = needsPlanner(problem.code);
  const usualMs = RETRY_MS[Math.min(life.failures, RETRY_MS.length - 1)] ?? RETRY_MS[0];
  const retryAtMs = nowMs + (needs ? RETRY_WITHOUT_PLANNER_MS : Math.max(retryAfterMs, usualMs));
  const isQuiet = running?.quiet === true && !needs;
  return goOn(
    {
      ...life,
      running: null,
      phase: isQuiet ? life.phase : 'problem',
      renewAgain: running?.action === 'renew' && running.byPlanner && !running.created,
      problem: needs ? problem : { ...problem, retryAtMs },
      failures: life.failures + 1,
      retryAtMs,
      pauseUntilMs: nowMs + retryAfterMs,
    },
    facts,
  );
};

/** Takes up what was asked for, or else what is due. */
const goOn = (life: Life, facts: Facts): Step => {
  if (life.running) return rest(life);
  if (life.next) return begin({ ...life, next: null }, life.next, facts);
  const action = mayAct(life, facts) ? dueAction(life, facts) : undefined;
  if (action) return begin(life, { action, byPlanner: action === 'renew' }, facts);
  const isOver = !facts.wanted && !facts.leftover && !facts.missing;
  return rest(isOver ? { ...life, phase: 'unsubscribed', problem: null } : life);
};

/** Does it as soon as what runs has been called off; what runs already is not begun a second time. */
const order = (life: Life, wish: Order, facts: Facts): Step => {
  const { running } = life;
  if (!running) return begin(life, wish, facts);
  const isUnderWay = running.action === wish.action && !running.quiet && !life.next && wish.action !== 'reconcile';
  if (isUnderWay) return rest({ ...life, running: { ...running, byPlanner: running.byPlanner || wish.byPlanner } });
  return { life: { ...life, next: wish }, effects: [{ do: 'stop' }] };
};

const begin = (life: Life, { action, byPlanner }: Order, facts: Facts): Step => {
  if (facts.missing) return rest(lacking(life, facts.missing));
  // Looking after what works is nobody's business; after a gap it is, until the list was read.
  const isUnseen = action === 'reconcile' && life.phase === 'live' && !facts.gapOpen && !byPlanner;
  const quiet = action === 'confirm' || isUnseen;
  const running = { action, byPlanner, quiet, created: false };
  const steps = quiet ? life.steps : stepsOf(action);
  return { life: { ...life, running, steps, renewAgain: false }, effects: [{ do: 'run', action }] };
};

const lacking = (life: Life, problem: Problem): Life => ({
  ...life,
  phase: problem.code === 'not-configured' ? 'not-set-up' : 'problem',
  problem: problem.code === 'not-configured' ? null : problem,
});

const doubt = (life: Life, sinceMs: number): Life => ({
  ...life,
  doubt: { sinceMs: Math.min(sinceMs, life.doubt?.sinceMs ?? sinceMs), again: life.running !== null },
});

/** Until the older of the two proofs nothing can have been missed. */
const remember = (life: Life, nowMs: number): Effect[] => {
  const { heartbeat, confirmedAtMs } = life;
  if (shown(life, null, nowMs).state !== 'live') return [];
  return [{ do: 'remember-alive', atMs: Math.min(heartbeat.lastOkAtMs ?? nowMs, confirmedAtMs ?? nowMs) }];
};

const rest = (life: Life): Step => ({ life, effects: [] });
const after = (effects: readonly Effect[], step: Step): Step => ({ ...step, effects: [...effects, ...step.effects] });
const stop = ({ running }: Life): Effect[] => (running ? [{ do: 'stop' }] : []);
