import type { Language } from '../shared/i18n/index.ts';
import type { Notice } from '../shared/notice.ts';
import { toNotification } from '../shared/notification-text.ts';
import type { NameStore } from './database/names.ts';
import type { PushListener } from './listeners.ts';
import type { SettingsService } from './settings.ts';
import { isSilent, noticeWanted } from './timeline/notices.ts';

export interface NotificationsOptions {
  settings: Pick<SettingsService, 'current'>;
  names: Pick<NameStore, 'person' | 'activity'>;
  /** Whether a subscription was ever asked for. */
  wasWanted: () => boolean;
  language: () => Language;
  push: PushListener;
  now: () => number;
}

/** Turns a notice into the words of a notification, if the planner wants to hear of it. */
export const createNotifications =
  ({ settings, names, wasWanted, language, push, now }: NotificationsOptions) =>
  (notice: Notice): void => {
    const { notifications, firstRunDone } = settings.current();
    // Before anything was ever wanted, first run itself tells what is missing.
    const isSettingUp = !firstRunDone && !wasWanted();
    if (isSettingUp && notice.kind === 'problem') return;
    if (!noticeWanted(notice, notifications, now())) return;
    const notification = toNotification(notice, {
      language: language(),
      showNames: notifications.showNames,
      person: names.person,
      activity: names.activity,
    });
    push('notices.raised', {
      ...notification,
      quiet: notification.quiet || isSilent(notice, notifications, now()),
    });
  };
