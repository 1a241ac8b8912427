import type { NotificationTarget } from '../../shared/notice.ts';
import { targetOfArgs, targetOfLink } from './deep-link.ts';
import type { App } from './electron.ts';

type ShowTarget = (target?: NotificationTarget) => void;

export interface OpenRequests {
  /** From now on each request is passed on at once; first those that waited, in their order. */
  deliver(show: ShowTarget): void;
}

/**
 * What asks the running app for its window: a second start, a link, the dock. Call it first of all: what comes before the window can be
 * shown waits, and on macOS a link that starts the app comes before the app is ready.
 */
export const collectOpenRequests = (app: Pick<App, 'on'>): OpenRequests => {
  const waiting: (NotificationTarget | undefined)[] = [];
  let show: ShowTarget = (target) => void waiting.push(target);
  app.on('second-instance', (_event, argv) => show(targetOfArgs(argv)));
  app.on('open-url', (event, url) => {
    event.preventDefault();
    show(targetOfLink(url));
  });
  app.on('activate', () => show());
  return {
    deliver(to) {
      show = to;
      for (const target of waiting.splice(0)) show(target);
    },
  };
};
