import { createListeners } from '../listeners.ts';
import { type ConnectPageOptions, connectPage } from '../notices/connect-page.ts';
import { createDisplays } from '../notices/displays.ts';
import { createNotices } from '../notices/notices.ts';
import { createViewedAssignments } from '../notices/viewed-assignments.ts';
import type { CommonParts } from './build-settings.ts';

/** Decides which notices are shown, and connects the pages that show them. */
export const buildNotices = ({ storage, settings, push, now }: CommonParts) => {
  const { stores, appState } = storage;
  const ready = createListeners<() => void>();
  const displays = createDisplays({ onReady: ready.notify, now });
  const viewedAssignments = createViewedAssignments(now);
  const notices = createNotices({
    settings,
    names: stores.names,
    wasSubscriptionRequested: () => appState.boolean('wanted'),
    viewedAssignments: viewedAssignments.viewed,
    displays,
    language: settings.language,
    push,
    persisted: {
      notifiedProblem: appState.slot('told-trouble'),
      withheld: appState.slot('withheld'),
    },
    now,
  });
  return {
    ...notices,
    /** Called when a display became ready: a page, or the desktop app. */
    onDisplayReady: ready.add,
    connectPage: (page: ConnectPageOptions) => connectPage({ displays, viewedAssignments, notices }, page),
    /** Shows nothing from now on. */
    close: displays.close,
  };
};

export type MonitorNotices = ReturnType<typeof buildNotices>;
