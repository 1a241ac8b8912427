import type { NotificationConstructorOptions } from 'electron';
import type { NotificationTarget, PlannerNotification } from '../../shared/notice.ts';
import { linkOfTarget } from './deep-link.ts';
import type { Bubble, CreateBubble } from './electron.ts';

export interface NotifierOptions {
  Notification: CreateBubble;
  platform: NodeJS.Platform;
  /** Whether somebody shows notifications on this desktop. On Linux asking it blindly can block for minutes. */
  available: () => Promise<boolean>;
  open: (target: NotificationTarget) => void;
  /** A system that has taken a notification and says nothing for so long, in ms, has shown it. */
  handedOverMs?: number;
}

export interface Notifier {
  /** Resolves to whether the system showed it, or at least took it and did not say that it failed. */
  show(notification: PlannerNotification): Promise<boolean>;
  /** Takes away what is still on screen. */
  clear(): void;
}

/** Shows notices as the system's bubbles. A bubble that nobody holds is collected, and its click with it: we hold it. */
export const createNotifier = (options: NotifierOptions): Notifier => {
  const { Notification, platform, available, open, handedOverMs = 5000 } = options;
  const shown = new Map<string, Bubble>();

  const forget = (tag: string, bubble: Bubble) => {
    if (shown.get(tag) === bubble) shown.delete(tag);
  };

  return {
    show: async (notification) => {
      const { tag, target } = notification;
      if (!Notification.isSupported() || !(await available())) return false;
      shown.get(tag)?.close();
      const bubble = new Notification(bubbleOf(notification, platform));
      shown.set(tag, bubble);
      bubble.on('click', () => {
        forget(tag, bubble);
        open(target);
      });
      bubble.on('close', () => forget(tag, bubble));
      const outcome = outcomeOf(bubble, handedOverMs);
      bubble.show();
      const isShown = await outcome;
      if (!isShown) forget(tag, bubble);
      return isShown;
    },
    clear: () => {
      for (const bubble of shown.values()) bubble.close();
      shown.clear();
    },
  };
};

/** What the system says of a bubble; it can only have been clicked or closed when it was there. */
const outcomeOf = (bubble: Bubble, handedOverMs: number): Promise<boolean> =>
  new Promise((resolve) => {
    const settle = (isShown: boolean) => () => {
      clearTimeout(timer);
      resolve(isShown);
    };
    const timer = setTimeout(settle(true), handedOverMs);
    for (const event of ['show', 'click', 'close'] as const) bubble.on(event, settle(true));
    bubble.on('failed', settle(false));
  });

const bubbleOf = (
  { title, body, quiet, target }: PlannerNotification,
  platform: NodeJS.Platform,
): NotificationConstructorOptions => {
  if (platform !== 'win32') return { title, body, silent: quiet };
  // Windows keeps bubbles when the app has ended. As a link their click finds its way all the same.
  const launch = escapeXml(linkOfTarget(target));
  const lines = [title, body].map((line) => `<text>${escapeXml(line)}</text>`).join('');
  const binding = `<visual><binding template="ToastGeneric">${lines}</binding></visual>`;
  const audio = quiet ? '<audio silent="true"/>' : '';
  return { title, body, toastXml: `<toast activationType="protocol" launch="${launch}">${binding}${audio}</toast>` };
};

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
