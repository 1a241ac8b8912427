import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayedStatus } from '../../../electron/subscription/displayed-status.ts';
import { nextChangeMs } from '../../../electron/subscription/next-action.ts';
import {
  type Action,
  type Effect,
  type Facts,
  INITIAL_STATE,
  type Phase,
  type SubscriptionEvent,
  type SubscriptionState,
} from '../../../electron/subscription/subscription-state.ts';
import { transition } from '../../../electron/subscription/transition.ts';
import type { ConnectionState } from '../../../shared/connection.ts';
import { PROBLEM_CODES } from '../../../shared/problems.ts';
import { SEED } from '../../seed.ts';

const NOW = 1_000_000_000;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const WEBHOOK = { publicUrl: 'https://one.example', webhookId: '7', validUntil: null, signed: false };

const facts = (more: Partial<Facts> = {}): Facts => ({
  nowMs: NOW,
  configurationProblem: null,
  subscriptionWanted: true,
  webhook: WEBHOOK,
  mayHaveRemoteWebhooks: true,
  gapOpen: false,
  renewAtMs: NOW + DAY,
  nextDoubtAtMs: Number.POSITIVE_INFINITY,
  readAgainAtMs: Number.POSITIVE_INFINITY,
  ...more,
});
const NOTHING = { subscriptionWanted: false, webhook: null, mayHaveRemoteWebhooks: false };
const beatAgo = (ms: number) => ({ state: 'ok' as const, lastOkAtMs: NOW - ms });

const live: SubscriptionState = {
  ...INITIAL_STATE,
  phase: 'live',
  tunnel: 'open',
  heartbeat: beatAgo(10_000),
  webhookActiveAtMs: NOW - 10_000,
  readAtMs: NOW - MINUTE,
};
const unsubscribed: SubscriptionState = { ...INITIAL_STATE, phase: 'unsubscribed' };
const working = (action: Action, phase: Phase, more: Partial<SubscriptionState> = {}): SubscriptionState => ({
  ...live,
  ...more,
  phase,
  running: { action, byPlanner: true, hidden: false, created: false },
});
const looking = (action: 'check-webhook' | 'check-and-read'): SubscriptionState => ({
  ...live,
  running: { action, byPlanner: false, hidden: true, created: false },
});
const told = (effects: readonly Effect[]) =>
  effects.map((effect) => (effect.type === 'run' ? `run ${effect.action}` : effect.type));

interface Row {
  what: string;
  from: SubscriptionState;
  event: SubscriptionEvent;
  given?: Partial<Facts>;
  to: ConnectionState;
  effects: string[];
  also?: Partial<SubscriptionState>;
}

const lost: SubscriptionEvent = { type: 'tunnel', state: 'lost', problem: { code: 'tunnel-failed' } };
const missed = (state: 'ok' | 'late' | 'down', agoMs: number): SubscriptionEvent => ({
  type: 'heartbeat',
  arrived: false,
  heartbeat: { state, lastOkAtMs: NOW - agoMs },
});
const arrived: SubscriptionEvent = { type: 'heartbeat', arrived: true, heartbeat: beatAgo(0) };
const failed = (code: (typeof PROBLEM_CODES)[number], retryAfterMs = 0): SubscriptionEvent => ({
  type: 'failed',
  problem: { code },
  retryAfterMs,
});
const started: SubscriptionEvent = { type: 'started', lastAliveMs: NOW - DAY };
const ask = (request: 'subscribe' | 'renew' | 'unsubscribe' | 'retry' | 'cancel'): SubscriptionEvent => ({
  type: 'requested',
  request,
});
const MISSING = { configurationProblem: { code: 'not-configured' as const } };
const DOUBT = { sinceMs: NOW - 10_000, alsoDuringRead: false };

const table: Record<string, Row[]> = {
  'at start': [
    { what: 'is not set up', from: INITIAL_STATE, event: started, given: MISSING, to: 'not-set-up', effects: [] },
    {
      what: 'lists missing settings',
      from: INITIAL_STATE,
      event: started,
      given: { configurationProblem: { code: 'secret-missing' } },
      to: 'problem',
      effects: [],
    },
    {
      what: 'waits for a Subscribe',
      from: INITIAL_STATE,
      event: started,
      given: NOTHING,
      to: 'unsubscribed',
      effects: [],
    },
    {
      what: 'continues with the stored subscription, with the gap since',
      from: INITIAL_STATE,
      event: started,
      to: 'not-set-up',
      effects: ['begin-gap', 'run check-and-read'],
    },
    {
      what: 'subscribes when an earlier Subscribe did not finish',
      from: INITIAL_STATE,
      event: started,
      given: { webhook: null },
      to: 'not-set-up',
      effects: ['run subscribe'],
    },
    {
      what: 'continues an unfinished Unsubscribe',
      from: INITIAL_STATE,
      event: started,
      given: { subscriptionWanted: false },
      to: 'not-set-up',
      effects: ['run unsubscribe'],
    },
  ],
  subscribing: [
    {
      what: 'begins with one click',
      from: unsubscribed,
      event: ask('subscribe'),
      given: { webhook: null, mayHaveRemoteWebhooks: false },
      to: 'unsubscribed',
      effects: ['run subscribe'],
    },
    ...(['checking', 'opening-tunnel', 'subscribing', 'syncing'] as const).map((phase) => ({
      what: `reaches ${phase}`,
      from: working('subscribe', 'checking'),
      event: { type: 'phase-entered', phase } as const,
      to: phase,
      effects: [],
    })),
    {
      what: 'is not started twice by a second click',
      from: working('subscribe', 'checking'),
      event: ask('subscribe'),
      given: { webhook: null },
      to: 'checking',
      effects: [],
    },
    {
      what: 'shows why it waits for the tunnel',
      from: working('subscribe', 'opening-tunnel'),
      event: lost,
      given: { webhook: null },
      to: 'problem',
      effects: [],
    },
    {
      what: 'continues when the tunnel is opened again',
      from: working('subscribe', 'problem', { problem: { code: 'tunnel-failed' } }),
      event: { type: 'tunnel', state: 'opening', attempt: 1 },
      given: { webhook: null },
      to: 'opening-tunnel',
      effects: [],
      also: { problem: null },
    },
    {
      what: 'ends live',
      from: working('subscribe', 'syncing'),
      event: { type: 'finished' },
      to: 'live',
      effects: ['save-last-alive'],
      also: { running: null, webhookActiveAtMs: NOW },
    },
    {
      what: 'ends in a problem that is retried automatically, with the time of the retry',
      from: working('subscribe', 'checking'),
      event: failed('unreachable'),
      given: { webhook: null },
      to: 'problem',
      effects: [],
      also: { retryAtMs: NOW + 5000, failures: 1, problem: { code: 'unreachable', retryAtMs: NOW + 5000 } },
    },
    {
      what: 'ends in a problem that waits for the planner',
      from: working('subscribe', 'checking'),
      event: failed('wrong-credentials'),
      given: { webhook: null },
      to: 'problem',
      effects: [],
      also: { retryAtMs: NOW + 30 * MINUTE, problem: { code: 'wrong-credentials' } },
    },
    {
      what: 'can be cancelled, followed by an Unsubscribe',
      from: working('subscribe', 'syncing'),
      event: ask('cancel'),
      given: { subscriptionWanted: false },
      to: 'syncing',
      effects: ['stop'],
      also: { queued: { action: 'unsubscribe', byPlanner: false } },
    },
    {
      what: 'is followed by an Unsubscribe after it was cancelled',
      from: working('subscribe', 'syncing', { queued: { action: 'unsubscribe', byPlanner: false } }),
      event: { type: 'stopped' },
      given: { subscriptionWanted: false },
      to: 'syncing',
      effects: ['run unsubscribe'],
    },
  ],
  'live and late': [
    {
      what: 'stays live with each heartbeat',
      from: live,
      event: arrived,
      to: 'live',
      effects: ['save-last-alive'],
    },
    {
      what: 'needs a new list after one lost heartbeat',
      from: live,
      event: missed('ok', 70_000),
      to: 'live',
      effects: [],
      also: { possiblyMissed: { sinceMs: NOW - 70_000, alsoDuringRead: false } },
    },
    {
      what: 'reads the list in the background after the next successful heartbeat',
      from: { ...live, possiblyMissed: DOUBT },
      event: arrived,
      to: 'live',
      effects: ['save-last-alive', 'run check-and-read'],
      also: { running: { action: 'check-and-read', byPlanner: false, hidden: true, created: false } },
    },
    {
      what: 'is late after two lost heartbeats, and a gap begins',
      from: live,
      event: missed('late', 130_000),
      to: 'late',
      effects: ['begin-gap'],
    },
    {
      what: 'is down after five lost heartbeats',
      from: live,
      event: missed('down', 310_000),
      to: 'down',
      effects: ['begin-gap'],
    },
    {
      what: 'recovers from down by reading the list visibly',
      from: { ...live, heartbeat: { state: 'down', lastOkAtMs: NOW - DAY }, possiblyMissed: DOUBT },
      event: arrived,
      given: { gapOpen: true },
      to: 'live',
      effects: ['save-last-alive', 'run check-and-read'],
      also: { running: { action: 'check-and-read', byPlanner: false, hidden: false, created: false } },
    },
    {
      what: 'is late as soon as the tunnel is lost',
      from: live,
      event: lost,
      to: 'late',
      effects: ['begin-gap'],
    },
    {
      what: 'checks the provider when its last answer is old',
      from: { ...live, webhookActiveAtMs: NOW - 60_000 },
      event: { type: 'check-due' },
      to: 'live',
      effects: ['run check-webhook'],
    },
    {
      what: 'is late, with the reason, after three minutes without an answer of the provider',
      from: { ...live, webhookActiveAtMs: NOW - 3 * MINUTE, retryAtMs: NOW + 1, problem: { code: 'maintenance' } },
      event: { type: 'check-due' },
      to: 'late',
      effects: [],
    },
    {
      what: 'does not show one failed background check',
      from: looking('check-webhook'),
      event: failed('maintenance', 120_000),
      to: 'live',
      effects: [],
      also: { retryAtMs: NOW + 120_000, pauseUntilMs: NOW + 120_000 },
    },
    {
      what: 'shows a failed background check that only the planner can solve',
      from: looking('check-webhook'),
      event: failed('wrong-credentials'),
      to: 'problem',
      effects: [],
    },
    {
      what: 'reads the list once a day',
      from: { ...live, readAtMs: NOW - DAY },
      event: { type: 'check-due' },
      to: 'live',
      effects: ['run check-and-read'],
    },
    ...(['sleep', 'network', 'address', 'clock'] as const).map((reason) => ({
      what: `checks everything after: ${reason}`,
      from: live,
      event: { type: 'proof-lost', reason } as const,
      to: 'live' as const,
      effects: ['probe', 'run check-and-read'],
    })),
    {
      what: 'is not live after a sleep, even when a heartbeat arrived before the sleep was detected',
      from: { ...live, heartbeat: { state: 'ok', lastOkAtMs: NOW } },
      event: { type: 'proof-lost', reason: 'sleep', sinceMs: NOW - 8 * 60 * MINUTE },
      to: 'late',
      effects: ['probe', 'run check-and-read'],
      also: { possiblyMissed: { sinceMs: NOW - 8 * 60 * MINUTE, alsoDuringRead: false } },
    },
    {
      what: 'needs a list since the last heartbeat when the system reports a sleep',
      from: { ...live, heartbeat: { state: 'ok', lastOkAtMs: NOW - MINUTE } },
      event: { type: 'proof-lost', reason: 'sleep' },
      to: 'live',
      effects: ['probe', 'run check-and-read'],
      also: { possiblyMissed: { sinceMs: NOW - MINUTE, alsoDuringRead: false } },
    },
    {
      what: 'waits as long as the provider requested, also after a change of the network',
      from: { ...live, pauseUntilMs: NOW + 1 },
      event: { type: 'proof-lost', reason: 'network' },
      to: 'live',
      effects: ['probe'],
    },
    {
      what: 'reads the list again when that became necessary during a read',
      from: { ...looking('check-and-read'), possiblyMissed: { ...DOUBT, alsoDuringRead: true } },
      event: { type: 'plan-reading-succeeded' },
      to: 'live',
      effects: [],
      also: { possiblyMissed: DOUBT },
    },
    {
      what: 'needs no list after a complete read',
      from: { ...looking('check-and-read'), possiblyMissed: DOUBT },
      event: { type: 'plan-reading-succeeded' },
      to: 'live',
      effects: [],
      also: { possiblyMissed: null, readAtMs: NOW },
    },
    {
      what: 'still needs a list after a read that began while nothing could arrive',
      from: { ...working('check-and-read', 'syncing'), tunnel: 'closed' },
      event: { type: 'plan-reading-began' },
      to: 'syncing',
      effects: [],
      also: { possiblyMissed: { sinceMs: NOW, alsoDuringRead: true } },
    },
  ],
  renewing: [
    {
      what: 'begins at half of the lifetime with a background check',
      from: live,
      event: { type: 'check-due' },
      given: { renewAtMs: NOW },
      to: 'live',
      effects: ['run check-and-read'],
    },
    {
      what: 'becomes visible when a background check finds it due',
      from: looking('check-webhook'),
      event: { type: 'action-changed', action: 'renew' },
      to: 'live',
      effects: [],
      also: { running: { action: 'renew', byPlanner: false, hidden: false, created: false } },
    },
    {
      what: 'is shown',
      from: working('renew', 'live'),
      event: { type: 'phase-entered', phase: 'renewing' },
      to: 'renewing',
      effects: [],
    },
    {
      what: 'begins the gap at the last proof of reception when the webhook was not active any more',
      from: looking('check-webhook'),
      event: { type: 'webhook-inactive' },
      to: 'late',
      effects: ['begin-gap'],
      also: { webhookActiveAtMs: null },
    },
    {
      what: 'begins with one click',
      from: live,
      event: ask('renew'),
      to: 'live',
      effects: ['run renew'],
    },
    {
      what: 'is not started twice by a second click',
      from: working('renew', 'renewing'),
      event: ask('renew'),
      to: 'renewing',
      effects: [],
    },
    {
      what: 'aborts a running background check',
      from: looking('check-and-read'),
      event: ask('renew'),
      to: 'live',
      effects: ['stop'],
      also: { queued: { action: 'renew', byPlanner: true } },
    },
    {
      what: 'ends live',
      from: working('renew', 'renewing'),
      event: { type: 'finished' },
      to: 'live',
      effects: ['save-last-alive'],
    },
    {
      what: 'does not loop when the new webhook expires at once',
      from: working('renew', 'renewing', { failures: 2 }),
      event: { type: 'finished' },
      given: { renewAtMs: NOW },
      to: 'problem',
      effects: [],
      also: { failures: 3, retryAtMs: NOW + 30_000, problem: { code: 'subscription-lost', retryAtMs: NOW + 30_000 } },
    },
    {
      what: 'that failed is continued by a background check',
      from: { ...live, phase: 'problem', problem: { code: 'server-error' }, retryAtMs: NOW },
      event: { type: 'check-due' },
      to: 'problem',
      effects: ['run check-and-read'],
    },
    {
      what: 'requested by the planner is repeated when it failed before there was a new webhook',
      from: { ...transition(working('renew', 'renewing'), failed('unreachable'), facts()).state, retryAtMs: NOW },
      event: { type: 'check-due' },
      to: 'problem',
      effects: ['run renew'],
    },
    {
      what: 'requested by the planner is not repeated when there was a new webhook',
      from: {
        ...transition(
          { ...live, running: { action: 'renew', byPlanner: true, hidden: false, created: true } },
          failed('unreachable'),
          facts(),
        ).state,
        retryAtMs: NOW,
      },
      event: { type: 'check-due' },
      to: 'problem',
      effects: ['run check-and-read'],
    },
    {
      what: 'that was cancelled keeps the old webhook',
      from: working('renew', 'renewing', { queued: { action: 'keep-old', byPlanner: false } }),
      event: { type: 'stopped' },
      to: 'renewing',
      effects: ['run keep-old'],
    },
    {
      what: 'started automatically cannot be cancelled',
      from: {
        ...live,
        phase: 'renewing',
        running: { action: 'renew', byPlanner: false, hidden: false, created: false },
      },
      event: ask('cancel'),
      to: 'renewing',
      effects: [],
    },
  ],
  unsubscribing: [
    { what: 'begins with one click', from: live, event: ask('unsubscribe'), to: 'live', effects: ['run unsubscribe'] },
    {
      what: 'aborts the running action',
      from: working('renew', 'renewing'),
      event: ask('unsubscribe'),
      to: 'renewing',
      effects: ['stop'],
    },
    {
      what: 'ends unsubscribed',
      from: working('unsubscribe', 'live'),
      event: { type: 'finished' },
      given: NOTHING,
      to: 'unsubscribed',
      effects: [],
    },
    {
      what: 'that failed is retried, without a new subscription',
      from: { ...live, phase: 'problem', problem: { code: 'server-error' }, retryAtMs: NOW },
      event: { type: 'check-due' },
      given: { subscriptionWanted: false },
      to: 'problem',
      effects: ['run unsubscribe'],
    },
  ],
  'a problem': [
    {
      what: 'is not retried before its time',
      from: { ...live, phase: 'problem', problem: { code: 'unreachable' }, retryAtMs: NOW + 1 },
      event: arrived,
      to: 'problem',
      effects: [],
    },
    {
      what: 'is retried at its time',
      from: { ...live, phase: 'problem', problem: { code: 'unreachable' }, retryAtMs: NOW },
      event: { type: 'check-due' },
      to: 'problem',
      effects: ['run check-and-read'],
    },
    {
      what: 'is retried at once when the planner requests it',
      from: { ...live, phase: 'problem', problem: { code: 'wrong-credentials' }, retryAtMs: NOW + MINUTE },
      event: ask('retry'),
      to: 'problem',
      effects: ['probe', 'run check-and-read'],
    },
    {
      what: 'is retried at once with changed settings',
      from: { ...live, phase: 'problem', problem: { code: 'wrong-credentials' }, retryAtMs: NOW + MINUTE },
      event: { type: 'settings-changed' },
      to: 'problem',
      effects: ['run check-and-read'],
    },
    {
      what: 'ends when the settings are removed',
      from: { ...live, phase: 'problem', problem: { code: 'wrong-credentials' } },
      event: { type: 'settings-changed' },
      given: MISSING,
      to: 'not-set-up',
      effects: [],
    },
  ],
};

describe.each(Object.entries(table))('%s', (_, rows) => {
  it.each(rows)('$what', ({ from, event, given, to, effects, also = {} }) => {
    const before = structuredClone(from);
    const step = transition(from, event, facts(given));
    expect(displayedStatus(step.state, null, NOW).state).toBe(to);
    expect(told(step.effects)).toEqual(effects);
    expect(step.state).toMatchObject(also);
    expect(from).toEqual(before);
  });
});

it('waits longer after each failure, and as long as the provider requests', () => {
  let life = working('subscribe', 'checking');
  const waits = Array.from({ length: 7 }, () => {
    life = {
      ...transition(life, failed('unreachable'), facts()).state,
      running: working('subscribe', 'checking').running,
    };
    return (life.retryAtMs - NOW) / 1000;
  });
  expect(waits).toEqual([5, 15, 30, 60, 120, 300, 300]);
  expect(transition(life, failed('rate-limited', 7_200_000), facts()).state.retryAtMs).toBe(NOW + 7_200_000);
});

it('fails for a day with few attempts and no state that grows', () => {
  let life: SubscriptionState = { ...live, phase: 'problem', retryAtMs: NOW };
  let nowMs = NOW;
  let attempts = 0;
  let turns = 0;
  const size = () => JSON.stringify(life).length;
  const before = size();
  while (nowMs < NOW + DAY) {
    const given = facts({ nowMs, gapOpen: true, renewAtMs: NOW });
    const step = transition(life, { type: 'check-due' }, given);
    life = step.state;
    if (step.effects.some(({ type: what }) => what === 'run')) {
      attempts += 1;
      nowMs += 4000;
      life = transition(life, failed('unreachable'), facts({ nowMs, gapOpen: true })).state;
    }
    turns += 1;
    nowMs = Math.max(nowMs + 1000, Math.min(nextChangeMs(life, facts({ nowMs, gapOpen: true })), nowMs + MINUTE));
    life = transition(life, missed('down', DAY), facts({ nowMs, gapOpen: true })).state;
  }
  expect(attempts).toBeLessThan(300);
  expect(turns).toBeLessThan(2000);
  expect(size()).toBeLessThan(before + 400);
});

it('reads the plan because of what was put aside when it may, without showing it as an action', () => {
  const inAMinute = facts({ readAgainAtMs: NOW + MINUTE });
  expect(told(transition(live, { type: 'check-due' }, inAMinute).effects)).toEqual([]);
  expect(nextChangeMs({ ...live, webhookActiveAtMs: NOW }, facts({ readAgainAtMs: NOW + 7000 }))).toBe(NOW + 7000);
  const { state, effects } = transition(live, { type: 'check-due' }, facts({ readAgainAtMs: NOW }));
  expect([told(effects), state.running?.hidden]).toEqual([['run check-and-read'], true]);
  const cutOff: SubscriptionState = { ...live, tunnel: 'closed' };
  expect(told(transition(cutOff, { type: 'check-due' }, facts({ readAgainAtMs: NOW })).effects)).toEqual([]);
});

it('checks again when what waits becomes a doubt by time alone', () => {
  expect(nextChangeMs(live, facts({ nextDoubtAtMs: NOW + 3000 }))).toBe(NOW + 3000);
});

it('checks again when a heartbeat in the future (clock set back) becomes valid', () => {
  const ahead: SubscriptionState = { ...live, heartbeat: beatAgo(-700), webhookActiveAtMs: NOW - 10_000 };
  expect(displayedStatus(ahead, null, NOW).state).toBe('late');
  expect(nextChangeMs(ahead, facts())).toBe(NOW + 700);
  expect(displayedStatus(ahead, null, NOW + 700).state).toBe('live');
});

describe('for any sequence of events', () => {
  const phase = fc.constantFrom<Phase>('checking', 'opening-tunnel', 'subscribing', 'syncing', 'renewing');
  const event: fc.Arbitrary<SubscriptionEvent> = fc.oneof(
    fc.record({ type: fc.constant('started' as const), lastAliveMs: fc.constant(NOW) }),
    fc.record({
      type: fc.constant('requested' as const),
      request: fc.constantFrom('subscribe', 'renew', 'unsubscribe', 'retry', 'cancel'),
    }),
    fc.constant<SubscriptionEvent>({ type: 'settings-changed' }),
    fc.record({
      type: fc.constant('proof-lost' as const),
      reason: fc.constantFrom('sleep', 'network', 'address', 'clock'),
    }),
    fc.constant<SubscriptionEvent>({ type: 'tunnel', state: 'open' }),
    fc.constant<SubscriptionEvent>({ type: 'tunnel', state: 'opening', attempt: 1 }),
    fc.constant(lost),
    fc.constantFrom<SubscriptionEvent>(
      { type: 'webhook-inactive' },
      { type: 'created' },
      { type: 'signature-learned' },
    ),
    fc.record({ type: fc.constant('phase-entered' as const), phase }),
    fc.constantFrom<SubscriptionEvent>(
      { type: 'plan-reading-began' },
      { type: 'plan-reading-succeeded' },
      { type: 'action-changed', action: 'renew' },
    ),
    fc.constantFrom<SubscriptionEvent>({ type: 'finished' }, { type: 'stopped' }, { type: 'check-due' }),
    fc.constantFrom(...PROBLEM_CODES).map((code) => failed(code)),
  );
  const beat = fc.record({ arrived: fc.boolean(), misses: fc.nat(6) });
  const world = fc.record({
    subscriptionWanted: fc.boolean(),
    webhook: fc.constantFrom(WEBHOOK, null),
    gapOpen: fc.boolean(),
    configurationProblem: fc.constantFrom(null, null, null, { code: 'not-configured' as const }),
  });
  const move = fc.record({
    // Mostly time goes on; now and then the clock is set.
    passesMs: fc.oneof(
      { weight: 9, arbitrary: fc.nat(5 * MINUTE) },
      { weight: 1, arbitrary: fc.integer({ min: -DAY, max: DAY }) },
    ),
    event: fc.oneof({ weight: 3, arbitrary: event }, { weight: 2, arbitrary: beat }),
    world,
  });

  it('is live only with a heartbeat and a provider answer within the last three minutes', () => {
    let lives = 0;
    fc.assert(
      fc.property(fc.array(move, { minLength: 1, maxLength: 60 }), (moves) => {
        let life: SubscriptionState = { ...live };
        let nowMs = NOW;
        let beatMs = NOW - 10_000;
        let saidMs = NOW - 10_000;
        for (const { passesMs, event, world } of moves) {
          nowMs += passesMs;
          if ('misses' in event) {
            if (event.arrived) beatMs = nowMs;
            const state = event.arrived || event.misses < 2 ? 'ok' : event.misses < 5 ? 'late' : 'down';
            life = transition(
              life,
              { type: 'heartbeat', arrived: event.arrived, heartbeat: { state, lastOkAtMs: beatMs } },
              facts({ ...world, mayHaveRemoteWebhooks: world.webhook !== null, nowMs }),
            ).state;
          } else {
            if (event.type === 'finished' && life.running?.action !== 'keep-old') saidMs = nowMs;
            const { running } = life;
            const step = transition(
              life,
              event,
              facts({ ...world, mayHaveRemoteWebhooks: world.webhook !== null, nowMs }),
            );
            // One action at a time: another one begins only where none ran or the running one has just ended.
            const begins = step.effects.filter(({ type: what }) => what === 'run').length;
            const hasEnded = running === null || ['finished', 'failed', 'stopped'].includes(event.type);
            if (begins > (hasEnded ? 1 : 0)) throw new Error('two actions at once');
            life = step.state;
          }
          // The screen is looked at now and at any later time, whether or not anything happened.
          for (const laterMs of [0, MINUTE, 3 * MINUTE]) {
            const atMs = nowMs + laterMs;
            if (displayedStatus(life, null, atMs).state !== 'live') continue;
            lives += 1;
            const ages = [atMs - beatMs, atMs - saidMs];
            if (ages.some((ageMs) => ageMs < 0 || ageMs >= 2.5 * MINUTE))
              throw new Error(`live with proofs of ${ages}`);
            if (life.tunnel !== 'open') throw new Error('live without a way in');
          }
        }
      }),
      { numRuns: 2000, seed: SEED },
    );
    expect(lives).toBeGreaterThan(100);
  });

  it('always returns the time of the next check, so no state lasts for ever', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ event, world }), { maxLength: 30 }), (moves) => {
        let life: SubscriptionState = INITIAL_STATE;
        for (const { event, world } of moves) {
          const given = facts({ ...world, mayHaveRemoteWebhooks: world.webhook !== null });
          life = transition(life, event, given).state;
          const isAtRest =
            life.running !== null ||
            given.configurationProblem !== null ||
            !(given.subscriptionWanted || given.mayHaveRemoteWebhooks);
          if (!isAtRest && nextChangeMs(life, given) === Number.POSITIVE_INFINITY)
            throw new Error(JSON.stringify(life));
        }
      }),
      { numRuns: 2000, seed: SEED },
    );
  });
});
