import { isRecent } from '../../shared/time.ts';
import { nextExpiryMs } from './displayed-status.ts';
import type { Action, Facts, SubscriptionState } from './subscription-state.ts';

/** Shorter than PROOF_VALID_MS, so that one failed or slow answer does not let the proof expire. */
const CHECK_WEBHOOK_EVERY_MS = 60_000;
const READ_EVERY_MS = 24 * 60 * 60_000;

/** The next action towards the wanted state; undefined when it is reached. Depends on the state only, not on past events. */
export const nextAction = (current: SubscriptionState, facts: Facts): Action | undefined => {
  const { nowMs, subscriptionWanted, webhook, mayHaveRemoteWebhooks, gapOpen, renewAtMs, readAgainAtMs } = facts;
  if (!subscriptionWanted) return mayHaveRemoteWebhooks ? 'unsubscribe' : undefined;
  if (!webhook) return 'subscribe';
  if (current.phase !== 'live') return current.retryRenewal ? 'renew' : 'check-and-read';
  // Missed changes can only be determined once deliveries arrive again.
  if (isReceiving(current) && (gapOpen || current.possiblyMissed || readAgainAtMs <= nowMs)) return 'check-and-read';
  // 'check-and-read' finds that a renewal is due and renews.
  if (renewAtMs <= nowMs || !isRecent(READ_EVERY_MS, current.readAtMs, nowMs)) return 'check-and-read';
  return isRecent(CHECK_WEBHOOK_EVERY_MS, current.webhookActiveAtMs, nowMs) ? undefined : 'check-webhook';
};

/** Whether deliveries can arrive, according to the last heartbeat. */
export const isReceiving = ({ tunnel, heartbeat }: SubscriptionState): boolean =>
  tunnel === 'open' && heartbeat.state === 'ok';

/** Whether an automatic action may start now. */
export const mayAct = (current: SubscriptionState, { configurationProblem, nowMs }: Facts): boolean =>
  !current.running && !configurationProblem && nowMs >= Math.max(current.retryAtMs, current.pauseUntilMs);

/**
 * Time of the next change caused by the clock alone, in the displayed status or the next action; infinite when there is
 * none.
 */
export const nextChangeMs = (current: SubscriptionState, facts: Facts): number => {
  const { nowMs, configurationProblem, subscriptionWanted, mayHaveRemoteWebhooks } = facts;
  const expiryMs = Math.min(nextExpiryMs(current, nowMs), facts.nextDoubtAtMs);
  if (current.running || configurationProblem || !(subscriptionWanted || mayHaveRemoteWebhooks)) return expiryMs;
  const allowedMs = Math.max(current.retryAtMs, current.pauseUntilMs);
  if (current.phase !== 'live' || !subscriptionWanted) return Math.min(expiryMs, allowedMs);
  const dueMs = Math.min(
    facts.renewAtMs,
    isReceiving(current) ? facts.readAgainAtMs : Number.POSITIVE_INFINITY,
    (current.webhookActiveAtMs ?? nowMs) + CHECK_WEBHOOK_EVERY_MS,
    (current.readAtMs ?? nowMs) + READ_EVERY_MS,
  );
  return Math.min(expiryMs, Math.max(allowedMs, dueMs));
};
