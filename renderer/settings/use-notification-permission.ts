import { useState } from 'react';
import { useSettings } from '../store/context.ts';

export type BrowserPermission = NotificationPermission | 'unsupported';

const current = (): BrowserPermission => ('Notification' in globalThis ? Notification.permission : 'unsupported');

/** Whether bubbles can be shown: the desktop app always may; a browser has to be asked, and only after a click. */
export const useNotificationPermission = () => {
  const shell = useSettings((s) => s.info?.shell);
  const [permission, setPermission] = useState(current);
  return {
    permission: shell === 'web' ? permission : ('granted' as const),
    ask: async (): Promise<BrowserPermission> => {
      if (shell !== 'web') return 'granted';
      if (current() === 'default') await Notification.requestPermission().catch(() => {});
      setPermission(current());
      return current();
    },
  };
};
