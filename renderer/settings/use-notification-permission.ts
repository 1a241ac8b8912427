import { useState } from 'react';
import { useSettings } from '../store/context.ts';

export type BrowserPermission = NotificationPermission | 'unsupported';

/** Time to wait for the answer to the browser's permission prompt. */
const ANSWER_TIMEOUT_MS = 5000;

const current = (): BrowserPermission => ('Notification' in globalThis ? Notification.permission : 'unsupported');

const requestPermission = (): Promise<unknown> =>
  Promise.race([
    Notification.requestPermission().catch(() => {}),
    new Promise((resolve) => setTimeout(resolve, ANSWER_TIMEOUT_MS)),
  ]);

/** Notification permission: always granted on the desktop; a browser must be asked after a click. */
export const useNotificationPermission = () => {
  const shell = useSettings((s) => s.info?.shell);
  const [permission, setPermission] = useState<BrowserPermission | 'asking'>(current);
  return {
    permission: shell === 'web' ? permission : ('granted' as const),
    askPermission: async (): Promise<void> => {
      if (shell !== 'web') return;
      if (current() === 'default') {
        setPermission('asking');
        await requestPermission();
      }
      setPermission(current());
    },
  };
};
