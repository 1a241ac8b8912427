import { targetOfLink } from './deep-link.ts';
import type { App } from './electron.ts';

export interface RestartOptions {
  /** Of this process, without its program. */
  args: readonly string[];
  /** Path of the running AppImage; paths inside it are invalid after it ends. */
  appImage: string | undefined;
}

/** For the planner, who sees the window: not hidden as at login, and not at the link that once started the app. */
export const restartApp = (app: Pick<App, 'relaunch' | 'quit'>, { args, appImage }: RestartOptions): void => {
  app.relaunch({
    args: args.filter((arg) => arg !== '--hidden' && targetOfLink(arg) === undefined),
    ...(appImage === undefined ? {} : { execPath: appImage }),
  });
  app.quit();
};
