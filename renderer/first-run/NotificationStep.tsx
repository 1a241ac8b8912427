import { useState } from 'react';
import { useTestNotice } from '../settings/use-test-notice.ts';
import { useMessages, useSettings, useStores } from '../store/context.ts';
import { Button } from '../ui/Button.tsx';
import styles from './FirstRun.module.css';
import { StepFrame } from './StepFrame.tsx';
import type { StepProps } from './step.ts';

/** Sends a test notification, after requesting the browser's permission. */
export const NotificationStep = ({ onBack, onDone }: StepProps) => {
  const { firstRun, settings: words } = useMessages();
  const { notification } = firstRun;
  const { toasts } = useStores();
  const isDemo = useSettings((s) => s.info?.demo ?? false);
  const isWeb = useSettings((s) => s.info?.shell === 'web');
  const { permission, send } = useTestNotice();
  const [isSent, setIsSent] = useState(false);

  const sendTest = async () => {
    // Remove toasts of the demo that would cover the test notification.
    toasts.getState().clear();
    if (await send()) setIsSent(true);
  };
  return (
    <StepFrame
      heading={notification.heading}
      text={isDemo ? notification.demoText : notification.text}
      onBack={isDemo ? undefined : onBack}
      next={
        <Button variant={isSent ? 'primary' : 'secondary'} onClick={() => void onDone()}>
          {notification.finish}
        </Button>
      }
    >
      <div>
        <Button variant={isSent ? 'secondary' : 'primary'} icon="bell" onClick={() => void sendTest()}>
          {notification.send}
        </Button>
      </div>
      <div className={styles.result} role="status">
        {isSent && (
          <>
            <p>
              <strong>{notification.sent}</strong> {isWeb && notification.inPage}
            </p>
            {permission === 'granted' && <p className={styles.soft}>{notification.notSeen}</p>}
          </>
        )}
        {permission !== 'granted' && (permission !== 'default' || isSent) && (
          <p className={styles.soft}>{words.permission[permission]}</p>
        )}
      </div>
    </StepFrame>
  );
};
