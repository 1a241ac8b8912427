import { displayedStatus } from './displayed-status.ts';
import { resume } from './start-action.ts';
import type { Effect, Facts, SubscriptionEvent, SubscriptionState } from './subscription-state.ts';
import { type TransitionResult, withEffects, withoutEffects } from './transition-result.ts';

/** The tunnel opened, closed or was lost. */
export const tunnelChanged = (
  current: SubscriptionState,
  event: Extract<SubscriptionEvent, { type: 'tunnel' }>,
  { nowMs, webhook }: Facts,
): TransitionResult => {
  // While an action waits for the tunnel, the planner sees why it takes long.
  const isWaitedFor = current.running?.hidden === false && current.running.action !== 'unsubscribe';
  switch (event.state) {
    case 'open':
      return withoutEffects({ ...current, tunnel: 'open', tunnelProblem: null });
    case 'closed':
      return withoutEffects({
        ...current,
        tunnel: 'closed',
        tunnelProblem: null,
        heartbeat: { state: 'none', lastOkAtMs: null },
      });
    case 'opening': {
      const phase = isWaitedFor && event.attempt === 1 ? 'opening-tunnel' : current.phase;
      return withoutEffects({
        ...current,
        tunnel: 'closed',
        phase,
        problem: phase === current.phase ? current.problem : null,
      });
    }
    case 'lost': {
      const { problem } = event;
      const closed: SubscriptionState = { ...current, tunnel: 'closed', tunnelProblem: problem };
      const seen: SubscriptionState = isWaitedFor ? { ...closed, phase: 'problem', problem } : closed;
      if (!webhook) return withoutEffects(seen);
      // Even if it reopens soon: what was missed is unknown until the list is read.
      const fromMs = Math.min(current.heartbeat.lastOkAtMs ?? nowMs, nowMs);
      return { state: markPossiblyMissed(seen, fromMs), effects: [{ type: 'begin-gap', fromMs }] };
    }
  }
};

/** The app's own test message arrived through the public address, or did not. */
export const handleHeartbeat = (current: SubscriptionState, arrived: boolean, facts: Facts): TransitionResult => {
  if (!facts.webhook) return withoutEffects(current);
  if (arrived) return withEffects(lastAliveEffect(current, facts.nowMs), resume(current, facts));
  // If the test message was lost, a delivery may be lost as well, and the provider may retry much later.
  const { state, lastOkAtMs } = current.heartbeat;
  const fromMs = Math.min(lastOkAtMs ?? facts.nowMs, facts.nowMs);
  const isGap = state !== 'ok' && lastOkAtMs !== null;
  return { state: markPossiblyMissed(current, fromMs), effects: isGap ? [{ type: 'begin-gap', fromMs }] : [] };
};

/** From `sinceMs` on changes may have been missed, until the list is read. */
export const markPossiblyMissed = (current: SubscriptionState, sinceMs: number): SubscriptionState => ({
  ...current,
  possiblyMissed: {
    sinceMs: Math.min(sinceMs, current.possiblyMissed?.sinceMs ?? sinceMs),
    alsoDuringRead: current.running !== null,
  },
});

/** Stores, while live, the older of the last heartbeat and the last webhook check: until then nothing was missed. */
export const lastAliveEffect = (current: SubscriptionState, nowMs: number): Effect[] => {
  const { heartbeat, webhookActiveAtMs } = current;
  // A doubt does not matter here: deliveries still arrive, and each start reads the plan, which ends the doubt.
  if (displayedStatus(current, null, nowMs).state !== 'live') return [];
  return [{ type: 'save-last-alive', atMs: Math.min(heartbeat.lastOkAtMs ?? nowMs, webhookActiveAtMs ?? nowMs) }];
};
