import { isWithin, lapsesAtMs } from './displayed-status.ts';
import type { Action, Facts, Life } from './subscription-state.ts';

/** Asked early enough that one answer that fails, or takes its time, does not cost the proof. */
const CONFIRM_EVERY_MS = 60_000;
const READ_EVERY_MS = 24 * 60 * 60_000;

/** What brings things to where the planner wants them; undefined when they are there. Asks what is, not what happened. */
export const dueAction = (life: Life, facts: Facts): Action | undefined => {
  const { nowMs, wanted, webhook, leftover, gapOpen, renewAtMs } = facts;
  if (!wanted) return leftover ? 'unsubscribe' : undefined;
  if (!webhook) return 'subscribe';
  if (life.phase !== 'live') return life.renewAgain ? 'renew' : 'reconcile';
  // What was missed can only be told for sure once the way in is open again.
  if (isReceiving(life) && (gapOpen || life.doubt)) return 'reconcile';
  if (renewAtMs <= nowMs || !isWithin(READ_EVERY_MS, life.readAtMs, nowMs)) return 'reconcile';
  return isWithin(CONFIRM_EVERY_MS, life.confirmedAtMs, nowMs) ? undefined : 'confirm';
};

/** Whether the way in is open, as far as the last heartbeat knows. */
export const isReceiving = ({ tunnel, heartbeat }: Life): boolean => tunnel === 'open' && heartbeat.state === 'ok';

/** Whether something may be done by itself now. */
export const mayAct = (life: Life, { missing, nowMs }: Facts): boolean =>
  !life.running && !missing && nowMs >= Math.max(life.retryAtMs, life.pauseUntilMs);

/** When the clock alone changes something, be it what is shown or what is to be done; infinite when it does not. */
export const nextChangeMs = (life: Life, facts: Facts): number => {
  const { nowMs, missing, wanted, leftover } = facts;
  const lapsesMs = lapsesAtMs(life, nowMs);
  if (life.running || missing || !(wanted || leftover)) return lapsesMs;
  const allowedMs = Math.max(life.retryAtMs, life.pauseUntilMs);
  if (life.phase !== 'live' || !wanted) return Math.min(lapsesMs, allowedMs);
  const dueMs = Math.min(
    facts.renewAtMs,
    (life.confirmedAtMs ?? nowMs) + CONFIRM_EVERY_MS,
    (life.readAtMs ?? nowMs) + READ_EVERY_MS,
  );
  return Math.min(lapsesMs, Math.max(allowedMs, dueMs));
};
