import { useState } from 'react';
import { useMessages, useSettings, useStores } from '../store/context.ts';
import { useErrorToast } from '../store/use-error-toast.ts';

type BrowserPermission = NotificationPermission | 'unsupported';

/** Time to wait for the answer to the browser's permission prompt. */
const ANSWER_TIMEOUT_MS = 5000;

const current = (): BrowserPermission => ('Notification' in globalThis ? Notification.permission : 'unsupported');

const requestPermission = (): Promise<unknown> =>
  Promise.race([
    Notification.requestPermission().catch(() => {}),
    new Promise((resolve) => setTimeout(resolve, ANSWER_TIMEOUT_MS)),
  ]);

/**
 * Sends a test notification; resolves to whether it was shown. The desktop app needs no permission; a browser asks for it,
 * but only after a click.
 */
export const useTestNotice = () => {
  const { notices } = useMessages();
  const { api, toasts } = useStores();
  const showError = useErrorToast();
  const isWeb = useSettings((s) => s.info?.shell === 'web');
  const [permission, setPermission] = useState<BrowserPermission | 'asking'>(current);

  const askPermission = async (): Promise<void> => {
    if (current() === 'default') {
      setPermission('asking');
      await requestPermission();
    }
    setPermission(current());
  };
  const send = async (): Promise<boolean> => {
    try {
      if (isWeb) await askPermission();
      const { shown } = await api.call('notices.test', undefined);
      if (!shown) toasts.getState().show({ text: notices.testFailed, tone: 'bad' });
      return shown;
    } catch (error) {
      showError(error);
      return false;
    }
  };
  return { permission: isWeb ? permission : ('granted' as const), send };
};
