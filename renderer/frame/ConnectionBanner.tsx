import { actionFor, type ProblemAction } from '../../shared/problems.ts';
import { useApi, useConnection, useMessages, useNavigation, useToasts } from '../store/context.ts';
import { problemOf } from '../store/request-error.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';

const REQUESTS = {
  retry: 'connection.retry',
  subscribe: 'connection.subscribe',
  renew: 'connection.renew',
} as const satisfies Partial<Record<ProblemAction, string>>;

/** Shown only when the planner has to act; has one button. */
export const ConnectionBanner = () => {
  const messages = useMessages();
  const link = useConnection((s) => s.link);
  const status = useConnection((s) => s.status);
  const screen = useNavigation((s) => s.screen);
  const go = useNavigation((s) => s.go);
  const show = useToasts((s) => s.show);
  const api = useApi();
  const { frame, action: labels } = messages.common;

  if (link === 'gone')
    return (
      <Banner tone="bad" title={frame.notRunning}>
        {frame.notRunningAdvice}
      </Banner>
    );
  const problem = status?.problem;
  // Hidden on the Connection screen, and while the app retries by itself.
  if (!status || !problem || screen === 'connection' || !needsPlanner(status.state, problem.retryAtMs)) return null;

  const { title, advice } = messages.problems[problem.code];
  const action = actionFor(problem.code);
  const run = () => {
    if (action === 'open-settings') return go('settings');
    if (action === 'none') return;
    api.call(REQUESTS[action], undefined).catch((error: unknown) => {
      show({ text: messages.problems[problemOf(error).code].title, tone: 'bad' });
    });
  };
  return (
    <Banner
      tone="bad"
      title={problem.scope ? `${title}: ${problem.scope}` : title}
      action={
        action !== 'none' && (
          <Button variant="primary" busy={status.busy} onClick={run}>
            {labels[action]}
          </Button>
        )
      }
    >
      {advice}
    </Banner>
  );
};

const needsPlanner = (state: string, retryAtMs: number | undefined): boolean =>
  state === 'problem' || (state === 'down' && retryAtMs === undefined);
