import { useState } from 'react';
import { useNotificationPermission } from '../settings/use-notification-permission.ts';
import { useApi, useMessages, useSettings, useStores } from '../store/context.ts';
import { useErrorToast } from '../store/use-error-toast.ts';
import { Button } from '../ui/Button.tsx';
import styles from './FirstRun.module.css';
import { StepFrame } from './StepFrame.tsx';
import type { StepProps } from './step.ts';

/** Sends a test notification, after requesting the browser's permission. */
export const NotificationStep = ({ onBack, onDone }: StepProps) => {
  const { firstRun, notices, settings: words } = useMessages();
  const { notification } = firstRun;
  const api = useApi();
  const { toasts } = useStores();
  const isDemo = useSettings((s) => s.info?.demo ?? false);
  const isWeb = useSettings((s) => s.info?.shell === 'web');
  const showError = useErrorToast();
  const { permission, askPermission } = useNotificationPermission();
  const [isSent, setIsSent] = useState(false);

  const send = async () => {
    await askPermission();
    // Remove toasts of the demo that would cover the test notification.
    toasts.getState().clear();
    try {
      const { shown } = await api.call('notices.test', undefined);
      if (shown) setIsSent(true);
      else toasts.getState().show({ text: notices.testFailed, tone: 'bad' });
    } catch (error) {
      showError(error);
    }
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
        <Button variant={isSent ? 'secondary' : 'primary'} icon="bell" onClick={() => void send()}>
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
