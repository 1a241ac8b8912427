import type { Problem } from '../../shared/problems.ts';
import { mayAct, nextAction } from './next-action.ts';
import { stepsOf } from './steps.ts';
import type { ActionRequest, Facts, SubscriptionState } from './subscription-state.ts';
import { type TransitionResult, withoutEffects } from './transition-result.ts';

/** Starts the requested action, else the next due one. */
export const resume = (current: SubscriptionState, facts: Facts): TransitionResult => {
  if (current.running) return withoutEffects(current);
  if (current.queued) return begin({ ...current, queued: null }, current.queued, facts);
  const action = mayAct(current, facts) ? nextAction(current, facts) : undefined;
  if (action) return begin(current, { action, byPlanner: action === 'renew' }, facts);
  const isOver = !facts.subscriptionWanted && !facts.mayHaveRemoteWebhooks && !facts.configurationProblem;
  return withoutEffects(isOver ? { ...current, phase: 'unsubscribed', problem: null } : current);
};

/** Starts the action once the running one is cancelled; the same action is not started twice. */
export const requestAction = (current: SubscriptionState, request: ActionRequest, facts: Facts): TransitionResult => {
  const { running } = current;
  if (!running) return begin(current, request, facts);
  const isAlreadyRunning =
    running.action === request.action && !running.hidden && !current.queued && request.action !== 'check-and-read';
  if (isAlreadyRunning)
    return withoutEffects({ ...current, running: { ...running, byPlanner: running.byPlanner || request.byPlanner } });
  return { state: { ...current, queued: request }, effects: [{ type: 'stop' }] };
};

const begin = (current: SubscriptionState, { action, byPlanner }: ActionRequest, facts: Facts): TransitionResult => {
  if (facts.configurationProblem) return withoutEffects(notConfigured(current, facts.configurationProblem));
  // A routine check is not displayed; after a gap it is, until the list was read.
  const isRoutine = action === 'check-and-read' && current.phase === 'live' && !facts.gapOpen && !byPlanner;
  const hidden = action === 'check-webhook' || isRoutine;
  const running = { action, byPlanner, hidden, created: false };
  const steps = hidden ? current.steps : stepsOf(action);
  return { state: { ...current, running, steps, retryRenewal: false }, effects: [{ type: 'run', action }] };
};

export const notConfigured = (current: SubscriptionState, problem: Problem): SubscriptionState => ({
  ...current,
  phase: problem.code === 'not-configured' ? 'not-set-up' : 'problem',
  problem: problem.code === 'not-configured' ? null : problem,
});

/** Whether the planner may cancel the running action. */
export const mayCancel = ({ running, queued }: SubscriptionState): boolean =>
  !queued && (running?.action === 'subscribe' || (running?.action === 'renew' && running.byPlanner));
