import { actionFor } from '../../shared/problems.ts';
import { useConnectionActions } from '../connection/use-connection-actions.ts';
import { useConnection, useMessages, useNavigation } from '../store/context.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';

/** Banner with one button, shown only when the planner has to act. */
export const ConnectionBanner = () => {
  const messages = useMessages();
  const link = useConnection((s) => s.link);
  const status = useConnection((s) => s.status);
  const screen = useNavigation((s) => s.screen);
  const run = useConnectionActions();
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
  return (
    <Banner
      tone="bad"
      title={problem.scope ? `${title}: ${problem.scope}` : title}
      action={
        action !== 'none' && (
          <Button variant="primary" busy={status.busy} onClick={() => run(action)}>
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
