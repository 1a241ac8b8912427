import { messagesFor } from '../../shared/i18n/index.ts';
import type { NotificationTarget, PlannerNotification } from '../../shared/notice.ts';
import { setTimeZone } from '../../shared/time.ts';
import type { Bridge } from '../bridge.ts';
import { readAll } from './read-all.ts';
import { effectiveLanguage } from './settings-store.ts';
import type { Stores } from './stores.ts';

/** The parts of the browser that effects touch; tests pass their own. */
export interface Page {
  setTitle: (title: string) => void;
  setLanguage: (language: string) => void;
  setTheme: (theme: 'system' | 'light' | 'dark') => void;
  /** Shows the browser's own bubble; `onClick` when it is clicked. Says what the browser lets us do. */
  notify: (notification: PlannerNotification, onClick: () => void) => NotificationPermission;
  /** Opens the browser's question. */
  askToNotify: () => void;
}

/**
 * Everything that happens by itself: listening, first reading, reading again after a loss, title, theme, notices.
 * @returns what ends all of it.
 */
export const startEffects = (stores: Stores, bridge: Bridge, page: Page): (() => void) => {
  const { connection, exports, history, names, navigation, rejections, searches, settings, timeline, toasts, updates } =
    stores;

  const showSearch = async (id: number | undefined): Promise<void> => {
    if (id === undefined) return;
    if (!searches.getState().searches)
      await searches
        .getState()
        .load()
        .catch(() => {});
    const saved = searches.getState().searches?.find((search) => search.id === id);
    if (saved) history.getState().show(saved.filters, id);
  };

  const open = async (target: NotificationTarget): Promise<void> => {
    if (target.screen === 'history') await showSearch(target.searchId);
    if (target.screen !== 'plan') return navigation.getState().go(target.screen);
    const found = await bridge.call('assignment.get', { id: target.assignmentId }).catch(() => null);
    if (found) navigation.getState().openAssignment(found.id, found.from);
    else navigation.getState().go('plan');
  };

  /** Asked once a visit, and only when there is something to tell. */
  let hasAsked = false;

  const raise = (notification: PlannerNotification) => {
    const { show } = toasts.getState();
    const { common, notices } = messagesFor(effectiveLanguage(settings.getState()));
    const { why } = notification;
    show({
      text: notification.title,
      detail: notification.body,
      key: notification.tag,
      ...(why ? { why: notices.why[why] } : {}),
      durationMs: 10_000,
      action: { label: common.show, run: () => void open(notification.target) },
    });
    // The desktop shell shows its own.
    if (settings.getState().info?.shell !== 'web') return;
    const permission = page.notify(notification, () => void open(notification.target));
    if (permission !== 'default' || hasAsked) return;
    hasAsked = true;
    show({
      text: common.frame.alsoOutside,
      durationMs: 30_000,
      action: { label: common.frame.allow, run: page.askToNotify },
    });
  };

  const cleanups = [
    // Listen first, then ask.
    bridge.on('timeline.changed', (patch) => timeline.getState().apply(patch)),
    bridge.on('timeline.reset', () => void readAll(stores)),
    bridge.on('names.changed', (changed) => names.getState().apply(changed)),
    bridge.on('connection.changed', (status) => connection.getState().apply(status)),
    bridge.on('rejections.changed', (change) => rejections.getState().apply(change)),
    bridge.on('searches.changed', (list) => searches.getState().apply(list)),
    bridge.on('export.changed', (state) => exports.getState().apply(state)),
    bridge.on('settings.changed', (view) => settings.getState().apply(view)),
    bridge.on('updates.changed', (status) => updates.getState().apply(status)),
    bridge.on('notices.raised', raise),
    bridge.on('navigation.open', (target) => void open(target)),
    bridge.onLink((link) => connection.getState().setLink(link)),
    bridge.onReconnected(() => void readAll(stores)),
    settings.subscribe((state) => {
      page.setLanguage(effectiveLanguage(state));
      page.setTheme(state.view?.settings.theme ?? 'system');
      setTimeZone(state.view?.settings.plan.timeZone ?? null);
    }),
    rejections.subscribe(({ openCount }) => {
      const { common } = messagesFor(effectiveLanguage(settings.getState()));
      page.setTitle(openCount ? `(${openCount}) ${common.appName}` : common.appName);
    }),
  ];
  void readAll(stores);
  return () => {
    for (const cleanup of cleanups) cleanup();
  };
};

/** The real page. */
export const browserPage = (): Page => ({
  setTitle: (title) => {
    document.title = title;
  },
  setLanguage: (language) => {
    document.documentElement.lang = language;
  },
  setTheme: (theme) => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  },
  notify: ({ title, body, tag, quiet }, onClick) => {
    if (!('Notification' in window)) return 'denied';
    if (Notification.permission !== 'granted') return Notification.permission;
    const bubble = new Notification(title, { body, tag, silent: quiet });
    bubble.onclick = () => {
      window.focus();
      onClick();
      bubble.close();
    };
    return 'granted';
  },
  askToNotify: () => void Notification.requestPermission(),
});
