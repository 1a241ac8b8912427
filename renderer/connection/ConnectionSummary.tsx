import { useEffect, useState } from 'react';
import { type ConnectionStatus, doubtShown, lastReceivedMs } from '../../shared/connection.ts';
import { useConnection, useMessages } from '../store/context.ts';
import { useInstants } from '../store/use-instants.ts';
import shared from '../styles/shared.module.css';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { useNow } from '../ui/use-now.ts';
import styles from './ConnectionScreen.module.css';
import { StateIcon } from './StateIcon.tsx';
import { StepList } from './StepList.tsx';
import { type MainAction, mainAction, statusText, toneOf } from './status-text.ts';
import { useConnectionActions } from './use-connection-actions.ts';

/** Current state with icon, advice and main action. */
export const ConnectionSummary = ({ status }: { status: ConnectionStatus }) => {
  const messages = useMessages();
  const { common, connection } = messages;
  const link = useConnection((s) => s.link);
  const run = useConnectionActions();
  const { timeOrDay } = useInstants();
  const action = mainAction(status, useNow());
  const showsSteps = useShowSteps(status);
  const isDisconnected = link !== 'up';
  const { headline, advice, scope } = isDisconnected
    ? {
        scope: undefined,
        headline: link === 'gone' ? common.frame.notRunning : common.frame.reconnecting,
        advice: common.frame.notRunningAdvice,
      }
    : statusText(status, messages);
  const { problem } = status;
  const showsSince = !status.busy && status.state !== 'not-set-up' && !isDisconnected;

  return (
    <section className={classNames(shared.card, styles.state)}>
      <div className={styles.main}>
        <StateIcon tone={isDisconnected ? (link === 'gone' ? 'bad' : 'working') : toneOf(status)} />
        <div className={styles.words}>
          <h2 className={styles.headline}>
            {headline}
            {showsSince && <span className={styles.since}> {connection.since(timeOrDay(sinceMs(status)))}</span>}
          </h2>
          <p className={styles.advice} role="status">
            {advice}
            {scope && <code className={styles.scope}>{scope}</code>}
            {!isDisconnected &&
              problem?.retryAtMs !== undefined &&
              ` ${connection.retryAt(timeOrDay(problem.retryAtMs))}`}
          </p>
        </div>
        {status.canCancel && !isDisconnected && (
          <Button className={styles.button} onClick={() => run('cancel')}>
            {common.cancel}
          </Button>
        )}
        {action && !isDisconnected && (
          <Button
            className={styles.button}
            variant={action === 'unsubscribe' ? 'secondary' : 'primary'}
            busy={status.busy}
            onClick={() => run(action)}
          >
            {doubtShown(status) ? connection.readAgain : labelOf(action, messages)}
          </Button>
        )}
      </div>
      {showsSteps && (
        <div className={styles.steps}>
          <StepList steps={status.steps} />
        </div>
      )}
    </section>
  );
};

const labelOf = (action: MainAction, { common, connection }: ReturnType<typeof useMessages>): string =>
  action === 'set-up' ? connection.setUp : common.action[action];

/** When down, counts from the last successful heartbeat, not from its detection. */
const sinceMs = (status: ConnectionStatus): number =>
  status.state === 'down' ? lastReceivedMs(status) : status.sinceMs;

/** Steps stay visible after the action until the screen is left; failed ones always. */
const useShowSteps = ({ steps, busy }: ConnectionStatus): boolean => {
  const [hasSeenAction, setHasSeenAction] = useState(busy);
  useEffect(() => {
    if (busy) setHasSeenAction(true);
  }, [busy]);
  return steps.length > 0 && (busy || hasSeenAction || steps.some((s) => s.state === 'failed'));
};
