import type { ConnectionStatus } from '../../shared/connection.ts';
import { type Hush, isHush, isTold } from '../../shared/notice.ts';
import { needsPlanner, type ProblemCode } from '../../shared/problems.ts';
import type { News } from './notifiable-event.ts';
import { judgeOther, type Moment } from './notification-reason.ts';

/** Trouble the app is already fixing is not worth a notification, unless it takes this long. */
const PATIENCE_MS = 10 * 60_000;

export interface Trouble {
  /** What the planner was told of and is not over yet. */
  readonly told: ProblemCode | null;
  readonly sinceMs: number | null;
}
export const NO_TROUBLE: Trouble = { told: null, sinceMs: null };

type TroubleNews = News & { kind: 'problem' | 'problem-over' };
export interface TroubleDecision {
  /** How it is once `news`, if there is any, was shown. */
  readonly after: Trouble;
  readonly news?: TroubleNews;
  /** What may not be told now, and why. */
  readonly held?: { readonly news: TroubleNews; readonly why: Hush };
}

/**
 * Says once when the connection needs the planner, and once when that is over. What may not be told now stays due: it is
 * told when it may, if it still is so.
 */
export const decideTrouble = (
  before: Trouble,
  { state, problem }: Pick<ConnectionStatus, 'state' | 'problem'>,
  moment: Moment,
): TroubleDecision => {
  const say = (news: TroubleNews, told: Trouble['told'], sinceMs: number | null): TroubleDecision => {
    const why = judgeOther(news, moment);
    if (isTold(why)) return { after: { told, sinceMs }, news };
    const after = { told: before.told, sinceMs };
    return isHush(why) ? { after, held: { news, why } } : { after };
  };

  if (state === 'live' && before.told !== null && moment.wanted.connection)
    return say({ kind: 'problem-over' }, null, null);
  if (state === 'live' || state === 'unsubscribed' || state === 'not-set-up') return { after: NO_TROUBLE };
  if (!problem) return { after: before };
  const sinceMs = before.sinceMs ?? moment.atMs;
  const isDue = needsPlanner(problem.code) || moment.atMs - sinceMs >= PATIENCE_MS;
  if (!isDue || before.told === problem.code) return { after: { ...before, sinceMs } };
  return say({ kind: 'problem', problem }, problem.code, sinceMs);
};
