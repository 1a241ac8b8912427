import type { App } from './electron.ts';

/**
 * Closes the app as quitting does, and has the system start it again with the same arguments.
 * @param appImage where the AppImage lies that runs: what lies inside of it is gone with it.
 */
export const restartApp = (app: Pick<App, 'relaunch' | 'quit'>, appImage: string | undefined): void => {
  app.relaunch(appImage === undefined ? {} : { execPath: appImage });
  app.quit();
};
