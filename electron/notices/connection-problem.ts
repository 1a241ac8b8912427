import type { ConnectionStatus } from '../../shared/connection.ts';
import { type DoNotDisturbReason, isDoNotDisturb, isNotified } from '../../shared/notice.ts';
import { needsPlanner, type ProblemCode } from '../../shared/problems.ts';
import type { NotifiableEvent } from './notifiable-event.ts';
import { type NotificationContext, reasonForOther } from './notification-reason.ts';

/** Trouble the app is already fixing is not worth a notification, unless it takes this long. */
const NOTIFY_AFTER_MS = 10 * 60_000;

export interface ConnectionProblemState {
  /** What the planner was told of and is not over yet. */
  readonly notifiedCode: ProblemCode | null;
  readonly sinceMs: number | null;
}
export const NO_CONNECTION_PROBLEM: ConnectionProblemState = { notifiedCode: null, sinceMs: null };

type TroubleNews = NotifiableEvent & { kind: 'problem' | 'problem-over' };
export interface TroubleDecision {
  /** How it is once `news`, if there is any, was shown. */
  readonly after: ConnectionProblemState;
  readonly event?: TroubleNews;
  /** What may not be told now, and why. */
  readonly held?: { readonly event: TroubleNews; readonly why: DoNotDisturbReason };
}

/**
 * Says once when the connection needs the planner, and once when that is over. What may not be told now stays due: it is
 * told when it may, if it still is so.
 */
export const decideConnectionNotice = (
  before: ConnectionProblemState,
  { state, problem }: Pick<ConnectionStatus, 'state' | 'problem'>,
  context: NotificationContext,
): TroubleDecision => {
  const notifyIfAllowed = (
    event: TroubleNews,
    notifiedCode: ConnectionProblemState['notifiedCode'],
    sinceMs: number | null,
  ): TroubleDecision => {
    const why = reasonForOther(event, context);
    if (isNotified(why)) return { after: { notifiedCode, sinceMs }, event };
    const after = { notifiedCode: before.notifiedCode, sinceMs };
    return isDoNotDisturb(why) ? { after, held: { event, why } } : { after };
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
