import type { ConnectionStatus } from '../../shared/connection.ts';
import type { Notice } from '../../shared/notice.ts';
import { needsPlanner, type Problem } from '../../shared/problems.ts';

/** Trouble the app is already fixing is not worth a notification, unless it takes this long. */
const PATIENCE_MS = 10 * 60_000;

/** Says once when the connection needs the planner, and once when that is over. */
export const createTroubleWatch = (raise: (notice: Notice) => void, now: () => number) => {
  let told: Problem['code'] | undefined;
  let downSinceMs: number | undefined;

  return (status: Pick<ConnectionStatus, 'state' | 'problem'>): void => {
    const { state, problem } = status;
    if (state === 'live' || state === 'unsubscribed' || state === 'not-set-up') {
      downSinceMs = undefined;
      if (told !== undefined && state === 'live') raise({ kind: 'problem-over' });
      told = undefined;
      return;
    }
    if (!problem) return;
    downSinceMs ??= now();
    const isDue = needsPlanner(problem.code) || now() - downSinceMs >= PATIENCE_MS;
    if (!isDue || told === problem.code) return;
    told = problem.code;
    raise({ kind: 'problem', problem });
  };
};
