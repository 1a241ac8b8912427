import type { InputOf } from '../../shared/contract.ts';
import { messagesFor } from '../../shared/i18n/index.ts';
import type { NotificationTarget, PlannerNotification } from '../../shared/notice.ts';
import type { Bridge } from '../bridge.ts';
import { joined } from '../listeners.ts';
import { effectiveLanguage } from './settings-store.ts';
import type { Stores } from './stores.ts';

/** Browser functions used to show notices; replaced in tests. */
export interface NoticeBrowser {
  /** Current permission. */
  permission: () => NotificationPermission;
  /** Shows a browser notification; resolves to whether it was shown. */
  notify: (notification: PlannerNotification, onClick: () => void) => Promise<boolean>;
  /** Asks the browser for permission to notify. */
  requestNotificationPermission: () => void;
  isVisible: () => boolean;
  /** Visible, and in front of all other windows. */
  isInFront: () => boolean;
  /** Called when one of these may have changed. Returns the unsubscribe function. */
  onVisibilityChanged: (listener: () => void) => () => void;
}

/** A toast that is not drawn within this time counts as not shown. */
const DRAWN_WITHIN_MS = 5000;

type Ready = InputOf<'notices.ready'>['ready'];

/**
 * Shows the notices that the core has for this page, one after the other, and confirms each: when its toast is drawn in a
 * visible page, else when the browser has shown its notification. Returns the unsubscribe function.
 */
export const showNotices = (
  { settings, toasts }: Pick<Stores, 'settings' | 'toasts'>,
  bridge: Bridge,
  page: NoticeBrowser,
  open: (target: NotificationTarget) => void,
): (() => void) => {
  const isWeb = () => settings.getState().info?.shell === 'web';
  /** Permission is requested once per page load, with the first notification. */
  let hasAsked = false;

  const askToNotify = () => {
    if (hasAsked || !isWeb() || page.permission() !== 'default') return;
    hasAsked = true;
    const { common } = messagesFor(effectiveLanguage(settings.getState()));
    toasts.getState().show({
      text: common.frame.alsoOutside,
      durationMs: 30_000,
      action: { label: common.frame.allow, run: page.requestNotificationPermission },
    });
  };

  /** Shows a notification; resolves to whether the planner could see it. */
  const show = (notification: PlannerNotification): Promise<boolean> =>
    new Promise((resolve) => {
      const { common, notices } = messagesFor(effectiveLanguage(settings.getState()));
      const { why, target } = notification;
      // In the desktop app the system shows the notification.
      const isNotified = isWeb() && page.permission() === 'granted' && page.notify(notification, () => open(target));
      const isSeen = page.isVisible();
      if (isSeen) setTimeout(() => resolve(false), DRAWN_WITHIN_MS);
      else void Promise.resolve(isNotified).then(resolve);
      toasts.getState().show({
        text: notification.title,
        detail: notification.body,
        key: notification.tag,
        ...(why ? { why: notices.why[why] } : {}),
        durationMs: 10_000,
        action: { label: common.show, run: () => open(target) },
        ...(isSeen ? { onDrawn: () => resolve(true) } : {}),
      });
      askToNotify();
    });

  const take = async (id: number): Promise<void> => {
    const notification = await bridge.call('notices.take', { id });
    // It took too long, so the core considers this page not ready: report again that it is ready.
    if (!notification) return reportAgain();
    await bridge.call('notices.shown', { id, shown: await show(notification) });
  };
  /** Notices are shown one after the other, because only a few toasts fit on the screen. */
  let queue: Promise<void> = Promise.resolve();
  const onRaised = ({ id }: { id: number }) => {
    // The connection is lost; the core gives the notice to another page.
    queue = queue.then(() => take(id)).catch(() => {});
  };

  const readiness = (): Ready => {
    const isLoaded = settings.getState().info !== null && settings.getState().view !== null;
    if (!isLoaded || !toasts.getState().areDrawn) return 'no';
    if (page.isVisible()) return 'visible';
    return isWeb() && page.permission() === 'granted' ? 'hidden' : 'no';
  };
  let reported = '';
  const report = () => {
    const ready = readiness();
    const now = `${ready} ${page.isInFront()}`;
    if (now === reported) return;
    reported = now;
    bridge.call('notices.ready', { ready }).catch(() => {
      reported = '';
    });
  };
  const reportAgain = () => {
    reported = '';
    report();
  };

  report();
  return joined(
    bridge.on('notices.raised', onRaised),
    bridge.onReconnected(reportAgain),
    settings.subscribe(report),
    toasts.subscribe(report),
    page.onVisibilityChanged(report),
  );
};
