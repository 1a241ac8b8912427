import { expect, it } from 'vitest';
import {
  type Facts,
  INITIAL_STATE,
  type SubscriptionEvent,
  type SubscriptionState,
} from '../../../electron/subscription/subscription-state.ts';
import { transition } from '../../../electron/subscription/transition.ts';

const WEBHOOK = { publicUrl: 'https://one.example', webhookId: '7', validUntil: null, signed: true };
const FACTS: Facts = {
  nowMs: 1000,
  configurationProblem: null,
  subscriptionWanted: true,
  webhook: null,
  mayHaveRemoteWebhooks: false,
  gapOpen: false,
  renewAtMs: Number.POSITIVE_INFINITY,
  nextDoubtAtMs: Number.POSITIVE_INFINITY,
  readAgainAtMs: Number.POSITIVE_INFINITY,
};
const after = (
  life: SubscriptionState,
  events: readonly SubscriptionEvent[],
  facts: Facts = FACTS,
): SubscriptionState => events.reduce((now, event) => transition(now, event, facts).state, life);
const states = ({ steps }: SubscriptionState) => steps.map(({ name, state }) => `${name} ${state}`);
const started = after(INITIAL_STATE, [{ type: 'requested', request: 'subscribe' }]);

it('starts an action with all steps waiting, and keeps the progress of each', () => {
  expect(states(started)).toEqual(['check', 'tunnel', 'webhook', 'sync', 'heartbeat'].map((name) => `${name} waiting`));
  const reading = after(started, [
    { type: 'step', step: { name: 'check', state: 'done' } },
    { type: 'step', step: { name: 'sync', state: 'running', count: 12 } },
  ]);
  expect(reading.steps.find(({ name }) => name === 'sync')).toEqual({ name: 'sync', state: 'running', count: 12 });
});

it('marks running steps as failed when the action fails', () => {
  const failed = after(started, [
    { type: 'step', step: { name: 'check', state: 'done' } },
    { type: 'step', step: { name: 'tunnel', state: 'running' } },
    { type: 'failed', problem: { code: 'tunnel-failed' }, retryAfterMs: 0 },
  ]);
  expect(states(failed).slice(0, 3)).toEqual(['check done', 'tunnel failed', 'webhook waiting']);
});

it('shows no steps of a background check, but those of a renewal that follows', () => {
  const facts = { ...FACTS, webhook: WEBHOOK, leftover: true };
  const quiet: SubscriptionState = {
    ...INITIAL_STATE,
    running: { action: 'check-webhook', byPlanner: false, hidden: true, created: false },
  };
  const looked = after(quiet, [{ type: 'step', step: { name: 'check', state: 'running' } }], facts);
  expect(states(looked)).toEqual([]);
  expect(states(after(looked, [{ type: 'action-changed', action: 'renew' }], facts))).toHaveLength(5);
});

it('shows the webhook that is in use, and none after it was deleted', () => {
  const facts = { ...FACTS, webhook: WEBHOOK, leftover: true };
  const live = after(started, [{ type: 'created' }], facts);
  expect(live.webhook).toEqual(WEBHOOK);
  const ended = after(live, [{ type: 'finished' }], { ...FACTS, subscriptionWanted: false });
  expect(ended.webhook).toEqual({ publicUrl: null, webhookId: null, validUntil: null, signed: false });
});
