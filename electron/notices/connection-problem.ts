import { z } from 'zod';
import type { ConnectionStatus } from '../../shared/connection.ts';
import { isNotified, isWithheldReason, type WithheldReason } from '../../shared/notice.ts';
import { needsPlanner, problemCode } from '../../shared/problems.ts';
import type { Doubt } from '../../shared/unapplied.ts';
import type { NotifiableEvent } from './notifiable-event.ts';
import { type NotificationContext, reasonForOther } from './notification-reason.ts';

/** A problem that the app retries by itself, or a doubt, is notified only after this time. */
const NOTIFY_AFTER_MS = 10 * 60_000;

/** The part of the status that is notified. */
export interface NotifiableConnection extends Pick<ConnectionStatus, 'state' | 'problem'> {
  /** The doubt that is displayed, if it is the only reason why the state is not *live*. */
  doubt?: Doubt | null;
}

/** Stored when it was notified: the code of a problem, or that there was a doubt. */
export const notifiedCode = problemCode.or(z.literal('doubt'));
export type NotifiedCode = z.infer<typeof notifiedCode>;

export interface ConnectionProblemState {
  /** What was notified and has not ended. */
  readonly notifiedCode: NotifiedCode | null;
  /** When the problems began. */
  readonly sinceMs: number | null;
  /** Since when a doubt has been displayed. */
  readonly doubtSinceMs: number | null;
}
export const NO_CONNECTION_PROBLEM: ConnectionProblemState = { notifiedCode: null, sinceMs: null, doubtSinceMs: null };

type ConnectionEvent = NotifiableEvent & { kind: 'problem' | 'problem-over' | 'doubt' | 'doubt-over' };
export interface ConnectionDecision {
  /** The state after `event`, if there is one, was shown. */
  readonly after: ConnectionProblemState;
  /** To be shown now. */
  readonly event?: ConnectionEvent;
  /** Must not be shown now, and why. */
  readonly withheld?: { readonly event: ConnectionEvent; readonly why: WithheldReason };
}

/**
 * Notifies once when a connection problem needs the planner or a doubt lasts, and once when it has ended. If a notification is
 * not allowed now, it is shown later if it still applies.
 */
export const decideConnectionNotice = (
  earlier: ConnectionProblemState,
  { state, problem, doubt = null }: NotifiableConnection,
  context: NotificationContext,
): ConnectionDecision => {
  const before = { ...earlier, doubtSinceMs: doubt && (earlier.doubtSinceMs ?? context.atMs) };
  const notifyIfAllowed = (event: ConnectionEvent, after: ConnectionProblemState): ConnectionDecision => {
    const why = reasonForOther(event, context);
    if (isNotified(why)) return { after, event };
    const unchanged = { ...after, notifiedCode: before.notifiedCode };
    return isWithheldReason(why) ? { after: unchanged, withheld: { event, why } } : { after: unchanged };
  };
  const hasLasted = (sinceMs: number): boolean => context.atMs - sinceMs >= NOTIFY_AFTER_MS;

  if (state === 'live' && before.notifiedCode !== null && context.preferences.connection)
    return notifyIfAllowed(
      { kind: before.notifiedCode === 'doubt' ? 'doubt-over' : 'problem-over' },
      { ...NO_CONNECTION_PROBLEM },
    );
  if (state === 'live' || state === 'unsubscribed' || state === 'not-set-up') return { after: NO_CONNECTION_PROBLEM };
  if (problem) {
    const after = { ...before, sinceMs: before.sinceMs ?? context.atMs };
    const isDue = needsPlanner(problem.code) || hasLasted(after.sinceMs);
    if (!isDue || before.notifiedCode === problem.code) return { after };
    return notifyIfAllowed({ kind: 'problem', problem }, { ...after, notifiedCode: problem.code });
  }
  if (!doubt || !hasLasted(before.doubtSinceMs ?? context.atMs) || before.notifiedCode === 'doubt')
    return { after: before };
  const { reason, count } = doubt;
  return notifyIfAllowed({ kind: 'doubt', reason, count }, { ...before, notifiedCode: 'doubt' });
};
