import type { PageHandlers } from '../../shared/contract.ts';
import type { PlannerNotification } from '../../shared/notice.ts';
import type { Display, Displays } from './displays.ts';
import type { Notices } from './notices.ts';
import { createNoticePage } from './page.ts';
import type { ViewedAssignments } from './viewed-assignments.ts';

export interface ConnectPageOptions {
  /** Sends the page the id of a notice to take. */
  offer: (id: number) => void;
  /** Desktop only: notices are shown by the system, and in the window as well when it can. */
  system?: {
    /** Resolves to whether the system showed it. */
    show: (notification: PlannerNotification) => Promise<boolean>;
    /** The system did not show it: draws attention to the window, which shows it. */
    onFailed: () => void;
  };
}

/** A connected page. */
export interface ConnectedPage {
  /** Handlers of the requests that concern this page only. */
  readonly handlers: PageHandlers;
  /** The page is being reloaded: pending notices are not shown any more. */
  reload(): void;
  /** The page was closed. */
  close(): void;
}

export interface PageParts {
  displays: Displays;
  viewedAssignments: ViewedAssignments;
  notices: Pick<Notices, 'test'>;
}

/** Connects a page, or the desktop with its window, so that it can show notices. */
export const connectPage = (
  { displays, viewedAssignments, notices }: PageParts,
  { offer, system }: ConnectPageOptions,
): ConnectedPage => {
  let isVisible = false;
  const page = createNoticePage({
    offer,
    onReady: (visibility) => {
      isVisible = visibility !== null;
      // The system can always show notices; a window that becomes visible can show what the system failed to show.
      if (!system) displays.set(display, visibility);
      else if (visibility) displays.set(display, 'visible');
    },
  });

  const showOnDesktop = async (
    notification: PlannerNotification,
    { show, onFailed }: NonNullable<ConnectPageOptions['system']>,
  ) => {
    const inWindow = isVisible ? page.show(notification) : false;
    if (await show(notification).catch(() => false)) return 'system';
    onFailed();
    return (await inWindow) ? 'window' : null;
  };
  const display: Display = {
    show: async (notification) => {
      if (system) return showOnDesktop(notification, system);
      return (await page.show(notification)) ? 'browser' : null;
    },
  };
  if (system) displays.set(display, 'visible');

  const reload = () => {
    page.close();
    viewedAssignments.report(display, null);
  };
  return {
    handlers: {
      ...page.handlers,
      'notices.test': () => notices.test(display),
      'attention.report': ({ assignmentId }) => viewedAssignments.report(display, assignmentId),
      // Only a desktop's window is closed because of it.
      'page.hidden': () => {},
    },
    reload,
    close(): void {
      reload();
      displays.set(display, null);
    },
  };
};
