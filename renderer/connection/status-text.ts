import { type ConnectionStatus, doubtShown } from '../../shared/connection.ts';
import type { Messages } from '../../shared/i18n/index.ts';
import { actionFor, type ProblemAction } from '../../shared/problems.ts';
import type { StatusTone } from '../ui/StatusPill.tsx';

/** Actions of the main button. */
export type MainAction = Exclude<ProblemAction, 'none'> | 'unsubscribe' | 'set-up';

/** With less time left than this, the main button offers Renew. */
const RENEW_SOON_MS = 60 * 60_000;

export const toneOf = ({ state }: Pick<ConnectionStatus, 'state'>): StatusTone => {
  switch (state) {
    case 'live':
      return 'good';
    case 'late':
      return 'warning';
    case 'down':
    case 'problem':
      return 'bad';
    case 'not-set-up':
    case 'unsubscribed':
      return 'off';
    default:
      return 'working';
  }
};

/** How long the subscription still lasts, by the provider's clock; null without one or when its end is not known. */
export const msLeft = (
  { validUntil, clockOffsetMs }: Pick<ConnectionStatus, 'validUntil' | 'clockOffsetMs'>,
  nowMs: number,
): number | null => {
  const untilMs = validUntil === null ? Number.NaN : Date.parse(validUntil);
  return Number.isNaN(untilMs) ? null : untilMs - (nowMs + clockOffsetMs);
};

/** The main action in this state; undefined when the planner can only wait or act outside the app. */
export const mainAction = (status: ConnectionStatus, nowMs: number): MainAction | undefined => {
  const { state, problem } = status;
  switch (state) {
    case 'not-set-up':
      return 'set-up';
    case 'live':
      return (msLeft(status, nowMs) ?? Number.POSITIVE_INFINITY) < RENEW_SOON_MS ? 'renew' : 'unsubscribe';
    case 'unsubscribed':
    case 'checking':
    case 'opening-tunnel':
    case 'subscribing':
    case 'syncing':
      return 'subscribe';
    case 'renewing':
      return 'renew';
    case 'late':
      return 'retry';
    case 'down':
    case 'problem': {
      const action = problem ? actionFor(problem.code) : 'retry';
      return action === 'none' ? undefined : action;
    }
  }
};

/** Headline and advice for a state or its problem. */
export const statusText = (
  status: Pick<ConnectionStatus, 'state' | 'problem' | 'heartbeat' | 'notReceivingSinceMs' | 'doubt'>,
  { common, connection, problems }: Messages,
): { headline: string; advice: string; scope?: string | undefined } => {
  const { state, problem, heartbeat, notReceivingSinceMs } = status;
  const headline = common.state[state];
  if (problem && (state === 'problem' || state === 'down' || state === 'late')) {
    const { title, advice } = problems[problem.code];
    if (state === 'late') return { headline, advice: `${title}. ${advice}` };
    return { headline: state === 'down' ? headline : title, advice, scope: problem.scope };
  }
  const doubt = doubtShown(status);
  if (doubt) return { headline, advice: connection.doubt[doubt.reason](doubt.count) };
  if (state === 'late' && heartbeat.state === 'ok') return { headline, advice: connection.adviceUnconfirmed };
  if (state === 'renewing' && notReceivingSinceMs !== null) return { headline, advice: connection.adviceLost };
  return { headline, advice: connection.advice[state] };
};
