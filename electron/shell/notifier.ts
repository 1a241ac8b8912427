import type { NotificationTarget, PlannerNotification } from '../../shared/notice.ts';
import type { Bubble, CreateBubble } from './electron.ts';

export interface NotifierOptions {
  Notification: CreateBubble;
  /** Whether somebody shows notifications on this desktop. On Linux asking it blindly can block for minutes. */
  available: () => Promise<boolean>;
  open: (target: NotificationTarget) => void;
  /** Nobody could show it. */
  onUnshown: (notification: PlannerNotification) => void;
}

export interface Notifier {
  show(notification: PlannerNotification): Promise<void>;
  /** Takes away what is still on screen. */
  clear(): void;
}

/** Shows notices as the system's bubbles. A bubble that nobody holds is collected, and its click with it: we hold it. */
export const createNotifier = ({ Notification, available, open, onUnshown }: NotifierOptions): Notifier => {
  const shown = new Map<string, Bubble>();

  const forget = (tag: string, bubble: Bubble) => {
    if (shown.get(tag) === bubble) shown.delete(tag);
  };

  return {
    show: async (notification) => {
      const { tag, title, body, target, quiet } = notification;
      if (!Notification.isSupported() || !(await available())) return onUnshown(notification);
      shown.get(tag)?.close();
      const bubble = new Notification({ title, body, silent: quiet });
      shown.set(tag, bubble);
      bubble.on('click', () => {
        forget(tag, bubble);
        open(target);
      });
      bubble.on('close', () => forget(tag, bubble));
      bubble.on('failed', () => {
        forget(tag, bubble);
        onUnshown(notification);
      });
      bubble.show();
    },
    clear: () => {
      for (const bubble of shown.values()) bubble.close();
      shown.clear();
    },
  };
};
