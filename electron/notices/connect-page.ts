import type { PageHandlers } from '../../shared/contract.ts';
import type { PlannerNotification } from '../../shared/notice.ts';
import type { Display, Displays } from './displays.ts';
import type { FocusTracker } from './focus-tracker.ts';
import type { Notices } from './notices.ts';
import { createNoticePage } from './page.ts';

export interface PageOptions {
  /** Tells the page that there is a notice for it to take. */
  offer: (id: number) => void;
  /** The desktop shows notices by itself, in its window only beside that. */
  system?: {
    /** Resolves to whether the system showed it. */
    show: (notification: PlannerNotification) => Promise<boolean>;
    /** It did not: the window, which shows it now or as soon as it is there, must be noticed. */
    onFailed: () => void;
  };
}

/** A page that is connected: what it asks for itself, until it is closed. */
export interface ConnectedPage {
  readonly handlers: PageHandlers;
  /** Its page is being loaded anew: nothing of before is answered any more. */
  reload(): void;
  /** It is gone for good. */
  close(): void;
}

export interface PageParts {
  displays: Displays;
  attention: FocusTracker;
  notices: Pick<Notices, 'test'>;
}

/** Lets a page, or the desktop with its window, show notices. */
export const connectPage = (
  { displays, attention, notices }: PageParts,
  { offer, system }: PageOptions,
): ConnectedPage => {
  let isInSight = false;
  const page = createNoticePage({
    offer,
    onReady: (sight) => {
      isInSight = sight !== null;
      // The system shows notices whatever the window does; a window that shows itself can do what the system could not.
      if (!system) displays.set(display, sight);
      else if (sight) displays.set(display, 'visible');
    },
  });

  const showOnDesktop = async (
    notification: PlannerNotification,
    { show, onFailed }: NonNullable<PageOptions['system']>,
  ) => {
    const inWindow = isInSight ? page.show(notification) : false;
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
    attention.report(display, null);
  };
  return {
    handlers: {
      ...page.handlers,
      'notices.test': () => notices.test(display),
      'attention.report': ({ assignmentId }) => attention.report(display, assignmentId),
    },
    reload,
    close(): void {
      reload();
      displays.set(display, null);
    },
  };
};
