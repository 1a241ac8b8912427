import type { ConnectionStep } from '../../shared/connection.ts';
import type { Action } from './subscription-state.ts';

type StepName = ConnectionStep['name'];

/** The visible steps of each action, in order. */
const STEPS: Record<Action, readonly StepName[]> = {
  subscribe: ['check', 'tunnel', 'webhook', 'sync', 'heartbeat'],
  renew: ['tunnel', 'webhook', 'sync', 'heartbeat', 'remove-old'],
  'check-and-read': ['tunnel', 'check', 'sync'],
  'check-webhook': [],
  'keep-old': ['remove'],
  unsubscribe: ['remove'],
};

export const stepsOf = (action: Action): readonly ConnectionStep[] =>
  STEPS[action].map((name) => ({ name, state: 'waiting' }));

export const withStep = (steps: readonly ConnectionStep[], changed: ConnectionStep): readonly ConnectionStep[] =>
  steps.map((step) => (step.name === changed.name ? changed : step));

/** What was still running when its action ended has failed. */
export const endSteps = (steps: readonly ConnectionStep[]): readonly ConnectionStep[] =>
  steps.map((step) => (step.state === 'running' ? { ...step, state: 'failed' } : step));
