import { isRecent, nextExpiryMs } from './displayed-status.ts';
import type { Action, Facts, SubscriptionState } from './subscription-state.ts';

/** Asked early enough that one answer that fails, or takes its time, does not cost the proof. */
const CONFIRM_EVERY_MS = 60_000;
const READ_EVERY_MS = 24 * 60 * 60_000;

/** What brings things to where the planner wants them; undefined when they are there. Asks what is, not what happened. */
export const nextAction = (current: SubscriptionState, facts: Facts): Action | undefined => {
  const { nowMs, subscriptionWanted, webhook, mayHaveRemoteWebhooks, gapOpen, renewAtMs } = facts;
  if (!subscriptionWanted) return mayHaveRemoteWebhooks ? 'unsubscribe' : undefined;
  if (!webhook) return 'subscribe';
  if (current.phase !== 'live') return current.retryRenewal ? 'renew' : 'reconcile';
  // What was missed can only be told for sure once the way in is open again.
  if (isReceiving(current) && (gapOpen || current.possiblyMissed)) return 'reconcile';
  if (renewAtMs <= nowMs || !isRecent(READ_EVERY_MS, current.readAtMs, nowMs)) return 'reconcile';
  return isRecent(CONFIRM_EVERY_MS, current.confirmedAtMs, nowMs) ? undefined : 'confirm';
};

/** Whether the way in is open, as far as the last heartbeat knows. */
export const isReceiving = ({ tunnel, heartbeat }: SubscriptionState): boolean =>
  tunnel === 'open' && heartbeat.state === 'ok';

/** Whether something may be done by itself now. */
export const mayAct = (current: SubscriptionState, { configurationProblem, nowMs }: Facts): boolean =>
  !current.running && !configurationProblem && nowMs >= Math.max(current.retryAtMs, current.pauseUntilMs);

/** When the clock alone changes something, be it what is shown or what is to be done; infinite when it does not. */
export const nextChangeMs = (current: SubscriptionState, facts: Facts): number => {
  const { nowMs, configurationProblem, subscriptionWanted, mayHaveRemoteWebhooks } = facts;
  const expiryMs = nextExpiryMs(current, nowMs);
  if (current.running || configurationProblem || !(subscriptionWanted || mayHaveRemoteWebhooks)) return expiryMs;
  const allowedMs = Math.max(current.retryAtMs, current.pauseUntilMs);
  if (current.phase !== 'live' || !subscriptionWanted) return Math.min(expiryMs, allowedMs);
  const dueMs = Math.min(
    facts.renewAtMs,
    (current.confirmedAtMs ?? nowMs) + CONFIRM_EVERY_MS,
    (current.readAtMs ?? nowMs) + READ_EVERY_MS,
  );
  return Math.min(expiryMs, Math.max(allowedMs, dueMs));
};
