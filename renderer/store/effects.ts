import { messagesFor } from '../../shared/i18n/index.ts';
import type { NotificationTarget } from '../../shared/notice.ts';
import { setTimeZone } from '../../shared/time.ts';
import type { Bridge } from '../bridge.ts';
import { joined } from '../listeners.ts';
import { readAll } from './read-all.ts';
import { browserPageFocus } from './report-viewed-assignment.ts';
import { effectiveLanguage } from './settings-store.ts';
import { type NoticeBrowser, showNotices } from './show-notices.ts';
import type { Stores } from './stores.ts';

/** Browser functions used by the effects; replaced in tests. */
export interface BrowserPage extends NoticeBrowser {
  setTitle: (title: string) => void;
  setLanguage: (language: string) => void;
  setTheme: (theme: 'system' | 'light' | 'dark') => void;
}

/**
 * Subscribes to all pushes, loads the stores, reloads them after a reconnect, and updates title, theme, language and
 * notifications. Returns a function that stops it.
 */
export const startEffects = (stores: Stores, bridge: Bridge, page: BrowserPage): (() => void) => {
  const { connection, exports, history, names, navigation, rejections, searches, settings, timeline, updates } = stores;

  const showSearch = async (id: number | undefined): Promise<void> => {
    if (id === undefined) return;
    const { value, load } = searches.getState();
    if (!value) await load().catch(() => {});
    const saved = searches.getState().value?.find((search) => search.id === id);
    if (saved) history.getState().show(saved.filters, id);
  };

  const open = async (target: NotificationTarget): Promise<void> => {
    if (target.screen === 'history') await showSearch(target.searchId);
    if (target.screen !== 'plan') return navigation.getState().go(target.screen);
    const found = await bridge.call('assignment.get', { id: target.assignmentId }).catch(() => null);
    if (found) navigation.getState().openAssignment(found.id, found.from);
    else navigation.getState().go('plan');
  };

  const stop = joined(
    // Subscribe before loading, so that no change is missed.
    bridge.on('timeline.changed', (patch) => timeline.getState().apply(patch)),
    bridge.on('timeline.reset', () => void readAll(stores)),
    bridge.on('names.changed', (changed) => names.getState().apply(changed)),
    bridge.on('connection.changed', (status) => connection.getState().apply(status)),
    bridge.on('rejections.changed', (change) => rejections.getState().apply(change)),
    bridge.on('searches.changed', (list) => searches.getState().apply(list)),
    bridge.on('export.changed', (state) => exports.getState().apply(state)),
    bridge.on('settings.changed', (view) => settings.getState().apply(view)),
    bridge.on('updates.changed', (status) => updates.getState().apply(status)),
    showNotices(stores, bridge, page, (target) => void open(target)),
    bridge.on('navigation.open', (target) => void open(target)),
    bridge.onLink((link) => connection.getState().setLink(link, bridge.isAccessKept())),
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
  );
  void readAll(stores);
  return stop;
};

/** The real page. */
export const browserPage = (focus = browserPageFocus()): BrowserPage => ({
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
  permission: () => ('Notification' in window ? Notification.permission : 'denied'),
  notify: showOutside,
  requestNotificationPermission: () => void Notification.requestPermission(),
  isVisible: () => document.visibilityState === 'visible',
  isInFront: focus.isFocused,
  onVisibilityChanged: focus.onChanged,
});

/** After this time without `onshow` or `onerror` the notification counts as shown. */
const ASSUME_SHOWN_MS = 5000;

const showOutside: BrowserPage['notify'] = ({ title, body, tag, quiet }, onClick) =>
  new Promise((resolve) => {
    try {
      const notification = new Notification(title, { body, tag, silent: quiet });
      notification.onshow = () => resolve(true);
      notification.onerror = () => resolve(false);
      setTimeout(() => resolve(true), ASSUME_SHOWN_MS);
      notification.onclick = () => {
        window.focus();
        onClick();
        notification.close();
      };
    } catch {
      // Some browsers have the class but do not let pages use it.
      resolve(false);
    }
  });
