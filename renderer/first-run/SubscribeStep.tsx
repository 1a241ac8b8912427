import { StateIcon } from '../connection/StateIcon.tsx';
import { StepList } from '../connection/StepList.tsx';
import { mainAction, statusText, toneOf } from '../connection/status-text.ts';
import { useConnectionActions } from '../connection/use-connection-actions.ts';
import { useConnection, useMessages } from '../store/context.ts';
import { Button } from '../ui/Button.tsx';
import { useNow } from '../ui/use-now.ts';
import styles from './FirstRun.module.css';
import { isSubscribed } from './progress.ts';
import { StepFrame } from './StepFrame.tsx';
import type { StepProps } from './step.ts';

/** Subscribes and shows the progress. */
export const SubscribeStep = ({ onNext, onBack }: StepProps) => {
  const messages = useMessages();
  const { common, firstRun } = messages;
  const status = useConnection((s) => s.status);
  const run = useConnectionActions();
  const now = useNow();
  if (!status) return null;
  const isDone = isSubscribed(status) && !status.busy;
  const hasFailed = status.state === 'problem' || status.state === 'down';
  const action = hasFailed ? mainAction(status, now) : 'subscribe';
  const { headline, advice, scope } = statusText(status, messages);
  return (
    <StepFrame
      heading={firstRun.subscribe.heading}
      text={firstRun.subscribe.text}
      onBack={onBack}
      next={
        isDone ? (
          <Button variant="primary" onClick={onNext}>
            {firstRun.next}
          </Button>
        ) : (
          // `open-settings` is not offered: the settings are in earlier steps.
          action &&
          action !== 'open-settings' &&
          action !== 'set-up' && (
            <Button variant="primary" busy={status.busy} onClick={() => run(action)}>
              {common.action[action]}
            </Button>
          )
        )
      }
    >
      {status.steps.length > 0 && (status.busy || isDone || hasFailed) && <StepList steps={status.steps} />}
      {status.canCancel && <Button onClick={() => run('cancel')}>{common.cancel}</Button>}
      <div role="status">
        {(isDone || (hasFailed && !status.busy)) && (
          <div className={styles.outcome}>
            <StateIcon tone={toneOf(status)} />
            <div>
              <h2>{isDone ? firstRun.subscribe.done : headline}</h2>
              {!isDone && (
                <p>
                  {advice} {scope && <code>{scope}</code>}
                </p>
              )}
            </div>
          </div>
        )}
      </div>
    </StepFrame>
  );
};
