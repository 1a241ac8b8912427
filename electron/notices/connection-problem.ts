import type { ConnectionStatus } from '../../shared/connection.ts';
import { isNotified, isWithheldReason, type WithheldReason } from '../../shared/notice.ts';
import { needsPlanner, type ProblemCode } from '../../shared/problems.ts';
import type { NotifiableEvent } from './notifiable-event.ts';
import { type NotificationContext, reasonForOther } from './notification-reason.ts';

/** A problem that the app retries by itself is notified only after this time. */
const NOTIFY_AFTER_MS = 10 * 60_000;

export interface ConnectionProblemState {
  /** Code of the problem that was notified and has not ended. */
  readonly notifiedCode: ProblemCode | null;
  readonly sinceMs: number | null;
}
export const NO_CONNECTION_PROBLEM: ConnectionProblemState = { notifiedCode: null, sinceMs: null };

type ConnectionEvent = NotifiableEvent & { kind: 'problem' | 'problem-over' };
export interface ConnectionDecision {
  /** The state after `event`, if there is one, was shown. */
  readonly after: ConnectionProblemState;
  /** To be shown now. */
  readonly event?: ConnectionEvent;
  /** Must not be shown now, and why. */
  readonly withheld?: { readonly event: ConnectionEvent; readonly why: WithheldReason };
}

/**
 * Notifies once when a connection problem needs the planner, and once when it has ended. If a notification is not allowed
 * now, it is shown later if it still applies.
 */
export const decideConnectionNotice = (
  before: ConnectionProblemState,
  { state, problem }: Pick<ConnectionStatus, 'state' | 'problem'>,
  context: NotificationContext,
): ConnectionDecision => {
  const notifyIfAllowed = (
    event: ConnectionEvent,
    notifiedCode: ConnectionProblemState['notifiedCode'],
    sinceMs: number | null,
  ): ConnectionDecision => {
    const why = reasonForOther(event, context);
    if (isNotified(why)) return { after: { notifiedCode, sinceMs }, event };
    const after = { notifiedCode: before.notifiedCode, sinceMs };
    return isWithheldReason(why) ? { after, withheld: { event, why } } : { after };
  };

  if (state === 'live' && before.notifiedCode !== null && context.preferences.connection)
    return notifyIfAllowed({ kind: 'problem-over' }, null, null);
  if (state === 'live' || state === 'unsubscribed' || state === 'not-set-up') return { after: NO_CONNECTION_PROBLEM };
  if (!problem) return { after: before };
  const sinceMs = before.sinceMs ?? context.atMs;
  const isDue = needsPlanner(problem.code) || context.atMs - sinceMs >= NOTIFY_AFTER_MS;
  if (!isDue || before.notifiedCode === problem.code) return { after: { ...before, sinceMs } };
  return notifyIfAllowed({ kind: 'problem', problem }, problem.code, sinceMs);
};
