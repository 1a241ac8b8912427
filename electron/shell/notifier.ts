import type { NotificationConstructorOptions } from 'electron';
import type { NotificationTarget, PlannerNotification } from '../../shared/notice.ts';
import { linkOfTarget } from './deep-link.ts';
import type { SystemNotification, SystemNotificationClass } from './electron.ts';

export interface NotifierOptions {
  Notification: SystemNotificationClass;
  platform: NodeJS.Platform;
  /** Whether the desktop can show notifications. On Linux, showing one without a service can block for minutes. */
  available: () => Promise<boolean>;
  open: (target: NotificationTarget) => void;
  /** A notification that the system accepted counts as shown when no failure is reported within this time, in ms. */
  acceptedAfterMs?: number;
}

/**
 * Shows system notifications. They stay referenced: garbage collection would remove their click handler. Those that an earlier
 * start left are removed on macOS, because a click on them opens nothing; on Windows it opens their link, so they stay until one
 * with the same tag replaces them.
 */
export const createNotifier = (options: NotifierOptions) => {
  const { Notification, platform, available, open, acceptedAfterMs = 5000 } = options;
  const shown = new Map<string, SystemNotification>();
  if (platform === 'darwin') Notification.removeAll();

  const forget = (tag: string, systemNotification: SystemNotification) => {
    if (shown.get(tag) === systemNotification) shown.delete(tag);
  };

  return {
    /** Resolves to whether the system showed it, or at least accepted it and reported no failure. */
    async show(notification: PlannerNotification): Promise<boolean> {
      const { tag, target } = notification;
      if (!Notification.isSupported() || !(await available())) return false;
      // Elsewhere the system replaces the one with the same id.
      if (platform === 'linux') shown.get(tag)?.close();
      const systemNotification = new Notification(notificationOptions(notification, platform));
      shown.set(tag, systemNotification);
      systemNotification.on('click', () => {
        forget(tag, systemNotification);
        open(target);
      });
      systemNotification.on('close', () => forget(tag, systemNotification));
      const shownSoon = wasShown(systemNotification, acceptedAfterMs);
      systemNotification.show();
      const isShown = await shownSoon;
      if (!isShown) forget(tag, systemNotification);
      return isShown;
    },
    /** Removes the notifications that are still on screen. */
    clear(): void {
      for (const systemNotification of shown.values()) systemNotification.close();
      shown.clear();
    },
  };
};

/** Whether the system showed it. A click or a close also means that it was shown. */
const wasShown = (notification: SystemNotification, acceptedAfterMs: number): Promise<boolean> =>
  new Promise((resolve) => {
    const settle = (isShown: boolean) => () => {
      clearTimeout(timer);
      resolve(isShown);
    };
    const timer = setTimeout(settle(true), acceptedAfterMs);
    for (const event of ['show', 'click', 'close'] as const) notification.on(event, settle(true));
    notification.on('failed', settle(false));
  });

const notificationOptions = (
  { tag, title, body, quiet, target }: PlannerNotification,
  platform: NodeJS.Platform,
): NotificationConstructorOptions => {
  if (platform !== 'win32') return { id: tag, title, body, silent: quiet };
  // Windows keeps notifications after the app ended; a protocol link makes a click open the app.
  const launch = escapeXml(linkOfTarget(target));
  const lines = [title, body].map((line) => `<text>${escapeXml(line)}</text>`).join('');
  const binding = `<visual><binding template="ToastGeneric">${lines}</binding></visual>`;
  const audio = quiet ? '<audio silent="true"/>' : '';
  return {
    id: tag,
    title,
    body,
    toastXml: `<toast activationType="protocol" launch="${launch}">${binding}${audio}</toast>`,
  };
};

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
